import { resolve } from 'node:path';
import { globalFlags, LmsCommand } from '../../command.ts';
import { CommandError } from '../../errors.ts';
import { folderArg } from '../../folder-arg.ts';

export default class PluginBuild extends LmsCommand {
  static override group = 'build' as const;
  static override summary = 'Build a plugin to publish it: its screens and JavaScript.';
  static override description =
    'Into dist/. A plugin in the folder of a school needs it not: `lms serve` and `lms dev` build its screens by themselves.';
  static override args = { folder: folderArg({ description: 'Of the plugin', default: '.' }) };
  static override flags = globalFlags;

  async run(): Promise<void> {
    const { args, flags } = await this.parse(PluginBuild);
    this.take(flags);
    const folder = resolve(args.folder);
    const { viteFor } = await import('../../plugin/tools.ts');
    const vite = await viteFor(folder);
    if (!vite)
      throw new CommandError(`Vite builds plugins, and there is none. Run: npm install --prefix ${args.folder}`);
    const { pluginIn } = await import('../../plugin/create.ts');
    const { id } = await pluginIn(folder);
    await (await import('@lectern/web/build')).buildPlugin(folder, vite);
    if (flags.json) return this.emit({ type: 'built', id, folder });
    this.say(`${id} is built: npm publish, or npm pack, takes it from here.`);
  }
}
