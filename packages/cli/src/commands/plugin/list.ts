import { type GlobalValues, globalFlags, LmsCommand } from '../../command.ts';

export default class PluginList extends LmsCommand {
  static override group = 'build' as const;
  static override summary = 'Show the plugins of the school.';
  static override flags = globalFlags;

  async run(): Promise<void> {
    const { flags } = await this.parse(PluginList);
    this.take(flags);
    const school = this.folder(flags);
    const { installedPlugins } = await import('../../plugin/installed.ts');
    const off = await this.switchedOff(flags);
    const plugins = (await installedPlugins(school)).map((one) => ({ ...one, on: one.on && !off.has(one.id) }));
    if (flags.json) return this.emit({ items: plugins });
    for (const { id, version, from, operations, on } of plugins)
      this.log(
        `${on ? 'on ' : 'off'} ${id.padEnd(18)} ${(version ?? '-').padEnd(8)} ${String(operations).padStart(3)} operation${operations === 1 ? ' ' : 's'}  ${from}`,
      );
  }

  /** Here, since `lms plugin off`. None where the school does not open: then it is the list that helps to see why. */
  private async switchedOff(flags: GlobalValues): Promise<ReadonlySet<string>> {
    try {
      const { lms } = await this.reach(flags);
      const { items } = await lms.admin.plugins({});
      return new Set(items.flatMap(({ id, state }) => (state === 'off' ? [id] : [])));
    } catch {
      return new Set();
    }
  }
}
