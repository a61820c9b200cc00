import { Args, Flags } from '@oclif/core';
import { globalFlags, LmsCommand, previewed } from '../command.ts';
import { UsageError } from '../errors.ts';

export default class Maintenance extends LmsCommand {
  static override group = 'keep' as const;
  static override summary = 'Close the school for maintenance, and open it again.';
  static override description =
    'While it is closed people read your message in place of every page and nothing is changed; owners and this command line come in as ever. It stays closed until you open it, also after a restart. Without on or off it tells how it is.';
  static override examples = [
    '<%= config.bin %> maintenance on --until 30m --message "We move to a larger machine."',
    '<%= config.bin %> maintenance off',
  ];
  static override args = { state: Args.string({ options: ['on', 'off'], description: 'on closes, off opens' }) };
  static override flags = {
    ...globalFlags,
    ...previewed('See whether it would be done; change nothing'),
    until: Flags.string({ helpValue: '<time>', description: 'Told to people: 30m, 2h, or 2026-11-23T19:00' }),
    message: Flags.string({ helpValue: '<text>', description: 'What people read while it is closed' }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Maintenance);
    this.take(flags);
    if (args.state !== 'on' && (flags.until || flags.message))
      throw new UsageError('--until and --message go with `lms maintenance on`.');
    const until = flags.until === undefined ? undefined : momentOf(flags.until);
    const { lms } = await this.reach(flags);
    if (args.state === undefined) return this.tell(await lms.gateway.maintenance());
    const input = {
      on: args.state === 'on',
      ...(until && { until }),
      ...(flags.message && { message: flags.message }),
    };
    if (flags['dry-run']) {
      const { audit } = await lms.preview('gateway.setMaintenance', input);
      if (flags.json) return this.emit({ type: 'preview', audit });
      return this.say(input.on ? 'The school would be closed.' : 'The school would be opened.');
    }
    this.tell(await lms.gateway.setMaintenance(input));
  }

  private tell(state: { on: boolean; since: string | null; until: string | null; message: string | null }): void {
    if (this.json) this.emit(state);
    else if (state.on) this.tellPeople(state.since, state.until, state.message);
    else this.say('The school is open.');
  }

  private tellPeople(since: string | null, until: string | null, message: string | null): void {
    this.say(`The school is closed since ${since}${until ? `, until about ${until}` : ''}.`);
    if (message) this.say(`People read: ${message}`);
    this.say('Open it: lms maintenance off');
  }
}

/** @returns ISO 8601 in UTC. @throws UsageError for what is no moment to come */
function momentOf(given: string): string {
  const [, count, unit] = /^(\d{1,5})([mhd])$/.exec(given) ?? [];
  const minutes = { m: 1, h: 60, d: 1_440 }[unit ?? ''] ?? 0;
  const at = count ? Date.now() + Number(count) * minutes * 60_000 : Date.parse(given);
  if (Number.isNaN(at))
    throw new UsageError(`--until is ${given}; write 30m, 2h, 1d or a time such as 2026-11-23T19:00.`);
  if (at <= Date.now()) throw new UsageError(`--until is ${given}, which is over already.`);
  return new Date(at).toISOString();
}
