import { Flags } from '@oclif/core';
import { globalFlags, LmsCommand } from '../command.ts';

export default class Migrate extends LmsCommand {
  static override summary = 'Bring the database up to the installed plugins. `lms serve` does this by itself.';
  static override flags = {
    ...globalFlags,
    'dry-run': Flags.boolean({ description: 'Print the SQL and change nothing' }),
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(Migrate);
    this.take(flags);
    const { backUp, createServer, loadConfig } = await import('@lectern/server');
    const school = createServer({ ...(await loadConfig(flags.dir)), logLevel: 'warn' });
    try {
      const done = await school.migrate({
        dryRun: flags['dry-run'],
        backup: async () => (await backUp(school, '')).folder,
      });
      if (flags.json) return this.emit({ type: 'summary', ...done });
      if (flags['dry-run']) return void process.stdout.write(done.sql);
      this.say(done.applied.length === 0 ? 'Nothing to do: the database is up to date.' : done.applied.join('\n'));
      if (done.backup) this.say(`Backup made before: ${done.backup}`);
    } finally {
      await school.stop();
    }
  }
}
