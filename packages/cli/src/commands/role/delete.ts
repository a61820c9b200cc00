import type { AccessRemoveRoleOutput } from '@lectern/sdk';
import { Args, Flags } from '@oclif/core';
import { confirmed } from '../../ask.ts';
import { globalFlags, LmsCommand, previewed } from '../../command.ts';
import { heldText, roleAt } from '../../role-at.ts';

export default class RoleDelete extends LmsCommand {
  static override group = 'people' as const;
  static override summary = 'Remove a role of the school, from everybody who has it.';
  static override description = 'Asks first, with how many people and teams lose it. --dry-run says that and no more.';
  static override examples = ['<%= config.bin %> role delete course-designer --yes'];
  static override args = { role: Args.string({ required: true, description: 'Its id, or its name' }) };
  static override flags = {
    ...globalFlags,
    ...previewed('See who would lose it; change nothing'),
    as: Flags.string({ helpValue: '<email>', description: 'Address of the person who does it; the owner when absent' }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(RoleDelete);
    this.take(flags);
    const { lms } = await this.reach(flags, flags.as);
    const role = await roleAt(lms, args.role);
    const input = { roleId: role.id, assignments: 'take' } as const;
    const { answer } = await lms.preview<AccessRemoveRoleOutput>('access.removeRole', input);
    const losing = heldText(answer.taken);
    if (await this.previews(flags, lms, 'access.removeRole', input, `The role ${role.name} would go from ${losing}.`))
      return;
    if (!(await confirmed(`Remove the role ${role.name} from ${losing}?`, flags)))
      return this.say('Nothing was changed.');
    const { taken } = await lms.access.removeRole(input);
    if (flags.json) return this.emit({ role: role.id, taken });
    this.say(`The role ${role.name} is gone, from ${heldText(taken)}.`);
  }
}
