import type { Examination } from '@lectern/server';
import { CommandError, globalFlags, LmsCommand } from '../command.ts';

export default class Doctor extends LmsCommand {
  static override summary = 'Look at everything the school stands on, and say what to mend.';
  static override flags = globalFlags;

  async run(): Promise<void> {
    const { flags } = await this.parse(Doctor);
    this.take(flags);
    const { kernel } = await this.reach(flags);
    if (!kernel) throw new CommandError('The doctor looks at the machine itself: run it there, with --dir.');
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
