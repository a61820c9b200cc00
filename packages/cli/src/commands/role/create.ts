import { Args, Flags } from '@oclif/core';
import { globalFlags, LmsCommand, previewed } from '../../command.ts';
import { roleAt } from '../../role-at.ts';

export default class RoleCreate extends LmsCommand {
  static override group = 'people' as const;
  static override summary = 'Make a role of the school.';
  static override description = 'You need everything in it yourself, in the whole school.';
  static override examples = [
    '<%= config.bin %> role create "Course designer" --permission course.write --permission content.write',
    '<%= config.bin %> role create "Head of studies" --like instructor --permission progress.read',
  ];
  static override args = { name: Args.string({ required: true, description: 'As people read it' }) };
  static override flags = {
    ...globalFlags,
    ...previewed('See whether it would be done; change nothing'),
    as: Flags.string({ helpValue: '<email>', description: 'Address of the person who does it; the owner when absent' }),
    summary: Flags.string({ helpValue: '<words>', description: 'What it is for, in a line' }),
    like: Flags.string({ helpValue: '<role>', description: 'Begin with what this one may' }),
    permission: Flags.string({
      multiple: true,
      helpValue: '<permission>',
      description: 'What it may do; `lms role list --permissions` shows all',
    }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(RoleCreate);
    this.take(flags);
    const { lms } = await this.reach(flags, flags.as);
    const begins = flags.like === undefined ? [] : (await roleAt(lms, flags.like)).permissions;
    const permissions = [...new Set([...begins, ...(flags.permission ?? [])])];
    const input = { name: args.name, permissions, ...(flags.summary !== undefined && { summary: flags.summary }) };
    if (await this.previews(flags, lms, 'access.createRole', input, `The role ${args.name} would be there.`)) return;
    const made = await lms.access.createRole(input);
    if (flags.json) return this.emit(made);
    this.say(`The role ${made.name} is there. Give it: lms access give EMAIL ${made.id}`);
  }
}
