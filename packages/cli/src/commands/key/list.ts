import { Flags } from '@oclif/core';
import { globalFlags, LmsCommand } from '../../command.ts';

export default class KeyList extends LmsCommand {
  static override group = 'people' as const;
  static override summary = 'Show the keys of a person, and when each was last used.';
  static override flags = {
    ...globalFlags,
    as: Flags.string({ helpValue: '<email>', description: 'Address of the person; the owner when absent' }),
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(KeyList);
    this.take(flags);
    const { lms } = await this.reach(flags, flags.as);
    const { items } = await lms.auth.keys();
    if (flags.json) return this.emit({ items });
    if (items.length === 0) return this.say('There is none. Make one: lms key create NAME');
    for (const { id, name, permissions, expiresAt, lastUsedAt } of items)
      this.log(
        `${id}  ${name}  ${permissions ? permissions.join(' ') : 'everything'}  ${lastUsedAt ? `used ${lastUsedAt.slice(0, 10)}` : 'never used'}${expiresAt ? `, ends ${expiresAt.slice(0, 10)}` : ''}`,
      );
  }
}
