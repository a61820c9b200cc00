import type { Backup as Made } from '@lectern/server';
import { Flags } from '@oclif/core';
import { globalFlags, LmsCommand } from '../command.ts';
import { CommandError, UsageError } from '../errors.ts';

export default class Backup extends LmsCommand {
  static override group = 'keep' as const;
  static override summary = 'Write database and files to a folder, also while it serves.';
  static override description = 'It is read back and checked.';
  static override flags = {
    ...globalFlags,
    to: Flags.string({
      helpValue: '<folder>',
      description: 'A new folder; data/backups/<time> in the school when absent',
    }),
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(Backup);
    this.take(flags);
    const { kernel } = await this.reach(flags);
    if (!kernel)
      throw new UsageError(
        'A backup is made on the machine of the school: run it there, with --dir in place of --url.',
      );
    const { resolve } = await import('node:path');
    const response = await kernel(`/kernel/backup?to=${encodeURIComponent(flags.to ? resolve(flags.to) : '')}`, {
      method: 'POST',
    });
    const made = (await response.json()) as Made & { title?: string };
    if (!response.ok) throw new CommandError(made.title ?? 'The backup failed.');
    if (flags.json) return this.emit({ type: 'summary', ...made });
    this.say(`${made.rows} rows and ${made.objects} files, checked, in`);
    process.stdout.write(`${made.folder}\n`);
    this.say('data/digest.key is not in it, for it opens what is sealed there. Keep a copy of it at another place.');
  }
}
