import { globalFlags, LmsCommand } from '../../command.ts';

export default class PluginList extends LmsCommand {
  static override group = 'build' as const;
  static override summary = 'Show the plugins of the school.';
  static override flags = globalFlags;

  async run(): Promise<void> {
    const { flags } = await this.parse(PluginList);
    this.take(flags);
    const school = this.folder(flags);
    const { installedPlugins } = await import('../../plugin/installed.ts');
    const plugins = await installedPlugins(school);
    if (flags.json) return this.emit({ items: plugins });
    for (const { id, version, from, operations, on } of plugins)
      this.log(
        `${on ? 'on ' : 'off'} ${id.padEnd(18)} ${(version ?? '-').padEnd(8)} ${String(operations).padStart(3)} operation${operations === 1 ? ' ' : 's'}  ${from}`,
      );
  }
}
