import { Args, Flags } from '@oclif/core';
import { globalFlags, LmsCommand, previewed } from '../../command.ts';
import { UsageError } from '../../errors.ts';
import { heldText, roleAt } from '../../role-at.ts';

const several = (description: string) => Flags.string({ multiple: true, helpValue: '<permission>', description });

export default class RoleChange extends LmsCommand {
  static override group = 'people' as const;
  static override summary = 'Change a role of the school.';
  static override description =
    'It holds for everybody who has it, on their next request. You need everything that it gave and will give yourself.';
  static override examples = [
    '<%= config.bin %> role change course-designer --add quiz.write --drop course.write',
    '<%= config.bin %> role change course-designer --name "Course author"',
  ];
  static override args = { role: Args.string({ required: true, description: 'Its id, or its name' }) };
  static override flags = {
    ...globalFlags,
    ...previewed('See whether it would be done; change nothing'),
    as: Flags.string({ helpValue: '<email>', description: 'Address of the person who does it; the owner when absent' }),
    name: Flags.string({ helpValue: '<name>', description: 'As people read it; the id stays' }),
    summary: Flags.string({ helpValue: '<words>', description: 'What it is for, in a line' }),
    add: several('What it may do from now on'),
    drop: several('What it may not do any more'),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(RoleChange);
    this.take(flags);
    const { name, summary, add = [], drop = [] } = flags;
    if (name === undefined && summary === undefined && add.length + drop.length === 0)
      throw new UsageError('Say what is to change: --name, --summary, --add or --drop.');
    const { lms } = await this.reach(flags, flags.as);
    const role = await roleAt(lms, args.role);
    const permissions = [...new Set([...role.permissions, ...add])].filter((one) => !drop.includes(one));
    const input = {
      roleId: role.id,
      ...(name !== undefined && { name }),
      ...(summary !== undefined && { summary }),
      ...(add.length + drop.length > 0 && { permissions }),
    };
    const would = `The role ${role.name} would be changed, for ${heldText(role)}.`;
    if (await this.previews(flags, lms, 'access.updateRole', input, would)) return;
    const now = await lms.access.updateRole(input);
    if (flags.json) return this.emit(now);
    this.say(`The role ${now.name} is changed, for ${heldText(now)}.`);
  }
}
