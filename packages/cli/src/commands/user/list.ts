import { Flags } from '@oclif/core';
import { globalFlags, LmsCommand } from '../../command.ts';

export default class UserList extends LmsCommand {
  static override group = 'people' as const;
  static override summary = 'See who belongs to the school.';
  static override examples = [
    '<%= config.bin %> user list --search ana',
    '<%= config.bin %> user list --state suspended --json',
    '<%= config.bin %> user list --field cohort="Autumn 2026"',
  ];
  static override flags = {
    ...globalFlags,
    as: Flags.string({ helpValue: '<email>', description: 'Address of the person who asks; the owner when absent' }),
    search: Flags.string({ helpValue: '<words>', description: 'Beginnings of words of the name or the address' }),
    state: Flags.string({
      options: ['active', 'suspended', 'removed', 'any'],
      description: 'Active and suspended when absent',
    }),
    role: Flags.string({ helpValue: '<role>', description: 'In the whole school; none for who has none' }),
    field: Flags.string({ multiple: true, helpValue: '<key=value>', description: 'What stands in a profile field' }),
    newest: Flags.boolean({ description: 'The newest first, in place of by name' }),
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(UserList);
    this.take(flags);
    const { lms } = await this.reach(flags, flags.as);
    let cursor: string | undefined;
    let count = 0;
    do {
      const page = await lms.users.list({
        limit: 100,
        ...(cursor && { cursor }),
        ...(flags.search && { search: flags.search }),
        ...(flags.state && { state: flags.state as 'any' }),
        ...(flags.role && { role: flags.role }),
        ...(flags.field && { fields: flags.field }),
        ...(flags.newest && { sort: 'newest' as const }),
      });
      for (const one of page.items) {
        if (flags.json) this.emit(one);
        else process.stdout.write(`${[one.email, one.name, one.state, one.roles.join(',') || '-'].join('\t')}\n`);
      }
      count += page.items.length;
      cursor = page.next ?? undefined;
    } while (cursor);
    if (count === 0) this.say('Nobody like this.');
  }
}
