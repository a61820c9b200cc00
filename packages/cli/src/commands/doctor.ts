import type { Examination } from '@lectern/server';
import { globalFlags, LmsCommand } from '../command.ts';
import { UsageError } from '../errors.ts';

export default class Doctor extends LmsCommand {
  static override group = 'keep' as const;
  static override summary = 'Look at all it stands on, and say what to mend.';
  static override flags = globalFlags;

  async run(): Promise<void> {
    const { flags } = await this.parse(Doctor);
    this.take(flags);
    const { kernel } = await this.reach(flags);
    if (!kernel)
      throw new UsageError(
        'The doctor looks at the machine of the school: run it there, with --dir in place of --url.',
      );
    const { ok, checks } = (await (await kernel('/kernel/doctor')).json()) as Examination;
    if (flags.json) this.emit({ ok, checks });
    else
      for (const check of checks) {
        this.log(`${check.ok ? '✓' : '✗'} ${check.name.padEnd(16)} ${check.detail}`);
        if (check.fix) this.log(`  ${' '.repeat(16)} ${check.fix}`);
      }
    if (!ok) process.exitCode = 1;
  }
}
