import { Flags } from '@oclif/core';
import { globalFlags, LmsCommand } from '../../command.ts';
import { momentOf } from '../../moment-arg.ts';

export default class AuditReport extends LmsCommand {
  static override group = 'keep' as const;
  static override summary = 'What an auditor asks of a period, counted.';
  static override description =
    'What was done, refused, given, taken out and erased. Who may do what, since when and by whose hand: `lms access list`.';
  static override examples = ['<%= config.bin %> audit report --from 2026-01-01 --to 2026-04-01'];
  static override flags = {
    ...globalFlags,
    from: Flags.string({ required: true, helpValue: '<date>', description: 'From this day or moment on' }),
    to: Flags.string({ helpValue: '<date>', description: 'Until before this day or moment; now when absent' }),
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(AuditReport);
    this.take(flags);
    const { lms } = await this.reach(flags);
    const period = { from: momentOf(flags.from), to: momentOf(flags.to) ?? new Date().toISOString() };
    const report = await lms.audit.report(period);
    if (flags.json) return this.emit(report);
    const both = ({ done, refused }: { done: number; refused: number }) => `${done}, refused ${refused}`;
    const lines: [string, string | number][] = [
      ['Period', `${report.from} to ${report.to}`],
      ['Entries', report.entries],
      ['Done', report.changes],
      ['Refused', report.refusals],
      ['Sign-ins', both(report.signIns)],
      ['Rights given or taken', both(report.access)],
      ['Exports', both(report.exports)],
      ['Erasures', both(report.erasures)],
      ['Done as somebody else', report.actingAs],
      ['Entries removed', report.removed],
      ['Legal holds', report.holds],
      ['Log gone through', `${report.verifications.length} times`],
      ...report.verifications
        .slice(0, 5)
        .map(({ at, size, fault }): [string, string] => ['', `${at} to ${size}: ${fault ? fault.what : 'holds'}`]),
      ...(report.head ? [['Head', `${report.head.size} ${report.head.root}`] as [string, string]] : []),
    ];
    for (const [what, value] of lines) this.say(`${what.padEnd(24)}${value}`);
  }
}
