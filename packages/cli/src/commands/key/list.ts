import { Flags } from '@oclif/core';
import { globalFlags, LmsCommand } from '../../command.ts';

/** Back from today. */
const days = 30;

export default class KeyList extends LmsCommand {
  static override group = 'people' as const;
  static override summary = 'Show the keys of a person, and how much each was used.';
  static override flags = {
    ...globalFlags,
    as: Flags.string({ helpValue: '<email>', description: 'Address of the person; the owner when absent' }),
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(KeyList);
    this.take(flags);
    const { lms } = await this.reach(flags, flags.as);
    const { items } = await lms.auth.keys();
    const used = await lms.gateway.myUsage({ days });
    const keys = items.map((key) => {
      const own = used.items.filter(({ keyId }) => keyId === key.id);
      const sum = (what: 'requests' | 'errors' | 'bytes') => own.reduce((all, row) => all + row[what], 0);
      return { ...key, used: { days, requests: sum('requests'), errors: sum('errors'), bytes: sum('bytes') } };
    });
    if (flags.json) return this.emit({ items: keys });
    if (keys.length === 0) return this.say('There is none. Make one: lms key create NAME');
    for (const { id, name, permissions, requestsPerMinute, expiresAt, lastUsedAt, used: of } of keys)
      this.log(
        [
          id,
          name,
          permissions ? permissions.join(' ') : 'everything',
          `${lastUsedAt ? `used ${lastUsedAt.slice(0, 10)}` : 'never used'}${expiresAt ? `, ends ${expiresAt.slice(0, 10)}` : ''}`,
          `${of.requests} requests in ${days} days${of.errors > 0 ? `, ${of.errors} refused` : ''}${requestsPerMinute ? `, ${requestsPerMinute} a minute at most` : ''}`,
        ].join('  '),
      );
  }
}
