import { Args, Flags } from '@oclif/core';
import { globalFlags, LmsCommand } from '../../command.ts';
import { UsageError } from '../../errors.ts';
import { momentOf } from '../../moment-arg.ts';
import { personAt } from '../../person-at.ts';

export default class AuditTimeline extends LmsCommand {
  static override group = 'keep' as const;
  static override summary = 'What one person did and met, in every plugin.';
  static override description = 'Of one person, or of one session with --session; latest first.';
  static override examples = [
    '<%= config.bin %> audit timeline ana@example.org --from 2026-03-01',
    '<%= config.bin %> audit timeline --session 8kXv1aQ',
  ];
  static override args = { person: Args.string({ description: 'Address or id; the id too of somebody who is gone' }) };
  static override flags = {
    ...globalFlags,
    session: Flags.string({ helpValue: '<id>', description: 'As an entry of the log tells it' }),
    from: Flags.string({ helpValue: '<date>', description: 'From this day or moment on' }),
    to: Flags.string({ helpValue: '<date>', description: 'Until before this day or moment' }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(AuditTimeline);
    this.take(flags);
    const { person } = args;
    const { session } = flags;
    if ((person === undefined) === (session === undefined))
      throw new UsageError('Name a person, or a session with --session.');
    const { lms } = await this.reach(flags);
    const id = person?.includes('@') ? (await personAt(lms, person)).id : person;
    const [from, to] = [momentOf(flags.from), momentOf(flags.to)];
    const asked = { ...(id && { person: id }), ...(session && { session }), ...(from && { from }), ...(to && { to }) };
    for await (const entry of lms.pages(lms.audit.timeline, { ...asked, limit: 100 })) {
      if (flags.json) {
        this.emit(entry);
        continue;
      }
      const { at, actor, impersonator, operation, outcome, target, others, address } = entry;
      const who = `${actor.name ?? actor.id}${impersonator ? ` by ${impersonator.name ?? impersonator.id}` : ''}`;
      const where = [...[target, ...others].map((one) => one?.name ?? one?.id), address && `from ${address}`]
        .filter(Boolean)
        .join(' ');
      this.say(`${at}  ${who}  ${operation}  ${outcome}  ${where}`.trimEnd());
    }
  }
}
