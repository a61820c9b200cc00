import { Args } from '@oclif/core';
import { globalFlags, LmsCommand, previewed } from '../../command.ts';

export default class PluginOn extends LmsCommand {
  static override group = 'keep' as const;
  static override summary = 'Switch a plugin on again, with all that it needs.';
  static override args = { plugin: Args.string({ required: true, description: 'Id of the plugin: lms plugin list' }) };
  static override flags = { ...globalFlags, ...previewed('See whether it would be done; change nothing') };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(PluginOn);
    this.take(flags);
    const { lms } = await this.reach(flags);
    const input = { plugin: args.plugin };
    if (await this.previews(flags, lms, 'admin.turnOn', input, `${args.plugin} would be switched on.`)) return;
    const { switched } = await lms.admin.turnOn(input);
    if (flags.json) this.emit({ switched });
    else this.say(switched.length === 0 ? 'It is on already.' : `On: ${switched.join(', ')}.`);
  }
}
