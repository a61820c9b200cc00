import { Args, Flags } from '@oclif/core';
import { globalFlags, LmsCommand } from '../command.ts';

export default class Restore extends LmsCommand {
  static override summary = 'Make a school of a backup, on SQLite or Postgres, whichever it came from.';
  static override examples = [
    '<%= config.bin %> restore data/backups/2026-11-22T10-00-00-000Z --dir school-2',
    '<%= config.bin %> restore BACKUP --dir big --database postgres://lectern@localhost/school',
  ];
  static override args = {
    backup: Args.directory({ required: true, exists: true, description: 'The folder `lms backup` made' }),
  };
  static override flags = {
    ...globalFlags,
    database: Flags.string({ description: 'postgres://user:password@host/name, in place of a file in the folder' }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Restore);
    this.take(flags);
    const { restoreSchool } = await import('../make-school.ts');
    const done = await restoreSchool(args.backup, { folder: flags.dir, database: flags.database });
    if (flags.json) return this.emit({ type: 'summary', ...done });
    this.say(`${done.rows} rows and ${done.objects} files are in ${flags.dir}. Next: lms serve --dir ${flags.dir}`);
  }
}
