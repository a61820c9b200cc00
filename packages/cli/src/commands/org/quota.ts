import { Args, Flags } from '@oclif/core';
import { globalFlags, LmsCommand, previewed } from '../../command.ts';
import { orgAt } from '../../org-at.ts';

const limit = (what: string) => Flags.string({ helpValue: '<n>|none', description: what });

export default class OrgQuota extends LmsCommand {
  static override group = 'people' as const;
  static override summary = 'Limit what a school below this one may use.';
  static override examples = ['<%= config.bin %> org quota north --people 200 --bytes 50000000000 --minutes none'];
  static override args = { org: Args.string({ required: true, description: 'Address or id of the school' }) };
  static override flags = {
    ...globalFlags,
    ...previewed('See whether it would be done; change nothing'),
    people: limit('Members at most'),
    bytes: limit('Bytes of files at most'),
    minutes: limit('Minutes of film a month at most'),
    requests: limit('Requests a minute at most, of all its people and programs together'),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(OrgQuota);
    this.take(flags);
    const { lms } = await this.reach(flags);
    const { id: organizationId, name } = await orgAt(lms, args.org);
    const given = (['people', 'bytes', 'minutes'] as const).flatMap((kind) => {
      const value = flags[kind];
      return value === undefined ? [] : [[kind, value === 'none' ? null : Number(value)] as const];
    });
    const input = { organizationId, limits: Object.fromEntries(given) };
    if (await this.previews(flags, lms, 'organizations.change', input, `The limits of ${name} would be set.`)) return;
    if (flags.requests !== undefined) {
      const requestsPerMinute = flags.requests === 'none' ? null : Number(flags.requests);
      await lms.gateway.setLimit({ organizationId, requestsPerMinute });
      if (!this.json) this.say(`requests a minute: ${requestsPerMinute ?? 'no limit'}`);
    }
    const { limits } = await lms.organizations.change(input);
    if (flags.json) return this.emit({ organizationId, limits });
    for (const [kind, most] of Object.entries(limits)) this.say(`${kind}: ${most ?? 'no limit'}`);
  }
}
