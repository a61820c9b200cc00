import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Flags } from '@oclif/core';
import { writeNew } from '../../audit-files.ts';
import { globalFlags, LmsCommand } from '../../command.ts';
import { momentOf } from '../../moment-arg.ts';

export default class AuditExport extends LmsCommand {
  static override group = 'keep' as const;
  static override summary = 'Write the log of who did what to a file.';
  static override description =
    'To a file or to standard output, latest first. That it was taken out is itself in the log.';
  static override examples = [
    '<%= config.bin %> audit export --format csv --out log.csv --from 2026-01-01',
    '<%= config.bin %> audit export --kind access | jq .operation',
  ];
  static override flags = {
    ...globalFlags,
    format: Flags.option({ options: ['jsonl', 'csv'] as const, default: 'jsonl', description: 'JSON lines or CSV' })(),
    out: Flags.string({ char: 'o', helpValue: '<file>', description: 'File to write, which must not exist' }),
    from: Flags.string({ helpValue: '<date>', description: 'From this day or moment on' }),
    to: Flags.string({ helpValue: '<date>', description: 'Until before this day or moment' }),
    actor: Flags.string({ helpValue: '<id>', description: 'Who did it, or in whose place it was done' }),
    operation: Flags.string({ helpValue: '<name>', description: 'Such as courses.publish' }),
    kind: Flags.string({
      options: ['sign-in', 'access', 'export', 'erasure'],
      description: 'As what an audit counts it',
    }),
    outcome: Flags.string({ helpValue: '<code>', description: 'done, refused, or the code of a refusal' }),
    target: Flags.string({ helpValue: '<id>', description: 'Whom or what it was about' }),
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(AuditExport);
    this.take(flags);
    const { lms } = await this.reach(flags);
    const { actor, operation, kind, outcome, target, format } = flags;
    const asked = {
      format,
      actor,
      operation,
      kind,
      outcome,
      target,
      from: momentOf(flags.from),
      to: momentOf(flags.to),
    };
    const given = Object.entries(asked).filter((one): one is [string, string] => one[1] !== undefined);
    const answer = await lms.request(`/api/audit/export?${new URLSearchParams(given)}`);
    const body = Readable.fromWeb(answer.body as Parameters<typeof Readable.fromWeb>[0]);
    if (flags.out === undefined) return pipeline(body, process.stdout, { end: false });
    writeNew(flags.out, '');
    await pipeline(body, createWriteStream(flags.out));
    if (flags.json) return this.emit({ file: flags.out });
    this.say(`The log is in ${flags.out}.`);
  }
}
