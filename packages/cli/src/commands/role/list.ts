import { Flags } from '@oclif/core';
import { globalFlags, LmsCommand } from '../../command.ts';
import { heldText } from '../../role-at.ts';

export default class RoleList extends LmsCommand {
  static override group = 'people' as const;
  static override summary = 'The roles of the school, and how many have each.';
  static override examples = ['<%= config.bin %> role list', '<%= config.bin %> role list --permissions'];
  static override flags = {
    ...globalFlags,
    as: Flags.string({ helpValue: '<email>', description: 'Address of the person who asks; the owner when absent' }),
    permissions: Flags.boolean({
      description: 'All that can be allowed, and which of them have it, in place of roles',
    }),
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(RoleList);
    this.take(flags);
    const { lms } = await this.reach(flags, flags.as);
    if (flags.permissions) {
      for (const one of (await lms.access.permissions()).items)
        if (flags.json) this.emit(one);
        else process.stdout.write(`${[one.name, one.summary, one.roles.join(',')].join('\t')}\n`);
      return;
    }
    for (const one of (await lms.access.roles()).items) {
      const { id, name, builtIn, permissions, people, teams } = one;
      const columns = [id, name, builtIn ? 'built in' : 'own', permissions.length, heldText({ people, teams })];
      if (flags.json) this.emit(one);
      else process.stdout.write(`${columns.join('\t')}\n`);
    }
  }
}
