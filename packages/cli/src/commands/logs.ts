import { Flags } from '@oclif/core';
import { globalFlags, LmsCommand } from '../command.ts';
import { UsageError } from '../errors.ts';

export default class Logs extends LmsCommand {
  static override group = 'keep' as const;
  static override summary = 'Read what the school has logged.';
  static override description =
    'From the files in data/logs, which keep two weeks: also when it is not running. How much is written says logLevel in lms.config.ts.';
  static override examples = [
    '<%= config.bin %> logs --follow',
    '<%= config.bin %> logs --level warn --since 2h --dir school',
    '<%= config.bin %> logs --request 0199a3c2-7a51-7000-8f1e-3b5a0c3f2d11',
  ];
  static override flags = {
    ...globalFlags,
    follow: Flags.boolean({ char: 'f', description: 'Go on with what is written from now on' }),
    level: Flags.string({
      options: ['debug', 'info', 'warn', 'error'],
      default: 'debug',
      description: 'This and what is worse',
    }),
    since: Flags.string({ helpValue: '<time>', description: '30m, 2h, 3d, or a moment such as 2026-11-23T08:00' }),
    plugin: Flags.string({ helpValue: '<id>', description: 'Only what this plugin says' }),
    request: Flags.string({ helpValue: '<id>', description: 'Only what belongs to one request' }),
    lines: Flags.integer({ char: 'n', min: 1, default: 200, helpValue: '<number>', description: 'The last so many' }),
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(Logs);
    this.take(flags);
    const { join } = await import('node:path');
    const { follow, lastLines } = await import('@lectern/server');
    const folder = join(this.folder(flags), 'data', 'logs');
    const { level, plugin, request } = flags;
    const wanted = { level: level as 'debug', plugin, request, since: flags.since ? moment(flags.since) : undefined };
    const { lines, end } = await lastLines(folder, wanted, flags.lines);
    const { shown } = await import('../log-line.ts');
    const tell = (line: (typeof lines)[number]) => (flags.json ? this.emit(line) : this.log(shown(line)));
    for (const line of lines) tell(line);
    if (!flags.follow) {
      if (lines.length === 0)
        this.say(end.file ? 'Nothing of that kind is logged.' : 'Nothing is logged yet: lms serve writes the log.');
      return;
    }
    const asked = new AbortController();
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => asked.abort());
    for await (const line of follow(folder, wanted, end, asked.signal)) tell(line);
  }
}

/** @throws UsageError */
function moment(given: string): Date {
  const ago = given.match(/^(\d{1,6})([mhd])$/);
  const unit = { m: 60_000, h: 3_600_000, d: 86_400_000 }[ago?.[2] ?? ''];
  const at = ago && unit ? new Date(Date.now() - Number(ago[1]) * unit) : new Date(given);
  if (!Number.isNaN(at.getTime())) return at;
  throw new UsageError(`--since is ${JSON.stringify(given)}; write 30m, 2h, 3d, or a moment such as 2026-11-23T08:00.`);
}
