import { Flags } from '@oclif/core';
import { globalFlags, LmsCommand, previewed } from '../command.ts';
import { folderArg } from '../folder-arg.ts';

export default class Restore extends LmsCommand {
  static override group = 'keep' as const;
  static override summary = 'Make a school of a backup.';
  static override description = 'On SQLite or on Postgres, whichever it came from.';
  static override examples = [
    '<%= config.bin %> restore data/backups/2026-11-22T10-00-00-000Z --dir school-2',
    '<%= config.bin %> restore BACKUP --dir big --database postgres://lectern@localhost/school',
  ];
  static override args = {
    backup: folderArg({ required: true, description: 'The folder `lms backup` made' }),
  };
  static override flags = {
    ...globalFlags,
    ...previewed('Restore into a scratch folder, to see that the backup is whole'),
    database: Flags.string({
      helpValue: '<address>',
      description: 'postgres://user:password@host/name, in place of a file in the folder',
    }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Restore);
    this.take(flags);
    const { restoreSchool, tryRestore } = await import('../make-school.ts');
    const run = flags['dry-run'] ? tryRestore : restoreSchool;
    const done = await run(args.backup, { folder: flags.dir, database: flags.database });
    if (flags.json) return this.emit({ type: 'summary', ...done });
    if (flags['dry-run'])
      return this.say(`The backup is whole: ${done.rows} rows and ${done.objects} files would be in ${flags.dir}.`);
    this.say(`${done.rows} rows and ${done.objects} files are in ${flags.dir}.`);
    this.say(
      'If you have data/digest.key of the old school, put it into data/ now: second factors and the secrets of sign-in providers open with no other. Without it people use their recovery codes, and you enter those secrets again.',
    );
    this.say(`Next: lms serve --dir ${flags.dir}`);
  }
}
