import type { Backup as Made } from '@lectern/server';
import { Flags } from '@oclif/core';
import { CommandError, globalFlags, LmsCommand } from '../command.ts';

export default class Backup extends LmsCommand {
  static override summary = 'Write database and files to a folder, while the school serves, and read it back to check.';
  static override flags = {
    ...globalFlags,
    to: Flags.string({ description: 'A new folder; data/backups/<time> in the school when absent' }),
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(Backup);
    this.take(flags);
    const { kernel } = await this.reach(flags);
    if (!kernel) throw new CommandError('A backup is made on the machine itself, with --dir.');
    const { resolve } = await import('node:path');
    const response = await kernel(`/kernel/backup?to=${encodeURIComponent(flags.to ? resolve(flags.to) : '')}`, {
      method: 'POST',
    });
    const made = (await response.json()) as Made & { title?: string };
    if (!response.ok) throw new CommandError(made.title ?? 'The backup failed.');
    if (flags.json) return this.emit({ type: 'summary', ...made });
    this.say(`${made.rows} rows and ${made.objects} files, checked, in`);
    process.stdout.write(`${made.folder}\n`);
  }
}
