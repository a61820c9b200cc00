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
    else this.report(checks);
    if (!ok) process.exitCode = 1;
  }

  private report(checks: Examination['checks']): void {
    // Of plugins only those that have something to say.
    const shown = checks.filter(({ name, detail }) => !(name.startsWith('plugin ') && detail === 'well'));
    const width = Math.max(...shown.map(({ name }) => name.length));
    for (const { ok, name, detail, fix, command } of shown) {
      this.log(`${ok ? (fix ? '!' : '✓') : '✗'} ${name.padEnd(width)} ${detail}`);
      if (fix) this.log(`  ${' '.repeat(width)} ${fix}`);
      if (command) this.log(`  ${' '.repeat(width)} ${command}`);
    }
  }
}
