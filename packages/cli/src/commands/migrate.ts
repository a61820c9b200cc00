import { globalFlags, LmsCommand, previewed } from '../command.ts';

export default class Migrate extends LmsCommand {
  static override group = 'keep' as const;
  static override summary = 'Bring the database up to the installed plugins.';
  static override description = 'A backup is made before. `lms serve` does all this by itself.';
  static override flags = {
    ...globalFlags,
    ...previewed('Print the SQL; change nothing'),
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(Migrate);
    this.take(flags);
    const { backUp, createServer, loadConfig } = await import('@lectern/server');
    const school = createServer({ ...(await loadConfig(this.folder(flags))), logLevel: 'warn' });
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
