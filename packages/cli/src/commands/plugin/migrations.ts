import { relative, resolve } from 'node:path';
import { Flags } from '@oclif/core';
import { globalFlags, LmsCommand } from '../../command.ts';
import { folderArg } from '../../folder-arg.ts';

export default class PluginMigrations extends LmsCommand {
  static override group = 'build' as const;
  static override summary = 'Write the next migration of a plugin from its tables.';
  static override description =
    'For both databases. Those that are there stay as they are, for a school may have applied them: read what was added.';
  static override args = { folder: folderArg({ description: 'Of the plugin', default: '.' }) };
  static override flags = {
    ...globalFlags,
    anew: Flags.boolean({ description: 'Begin again with one: only where no school has applied any' }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(PluginMigrations);
    this.take(flags);
    const folder = resolve(args.folder);
    const { writeMigrations } = await import('../../plugin/create.ts');
    const written = (await writeMigrations(folder, { anew: flags.anew })).map((path) => relative(folder, path));
    if (flags.json) return this.emit({ type: 'written', files: written });
    this.say(
      written.some((path) => path.endsWith('.sql')) ? written.join('\n') : 'Nothing to do: they lead to its tables.',
    );
  }
}
