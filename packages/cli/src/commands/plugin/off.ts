import { Args, Flags } from '@oclif/core';
import { globalFlags, LmsCommand, previewed } from '../../command.ts';

export default class PluginOff extends LmsCommand {
  static override group = 'keep' as const;
  static override summary = 'Switch a plugin off for the whole installation.';
  static override description =
    'At once, in every process: its addresses answer nothing, its screens go. Its data stays, and what happens meanwhile waits for it.';
  static override args = { plugin: Args.string({ required: true, description: 'Id of the plugin: lms plugin list' }) };
  static override flags = {
    ...globalFlags,
    ...previewed('See what would go off; change nothing'),
    'with-dependents': Flags.boolean({ description: 'And all that cannot work without it' }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(PluginOff);
    this.take(flags);
    const { lms } = await this.reach(flags);
    const input = { plugin: args.plugin, withDependents: flags['with-dependents'] };
    if (flags['dry-run']) {
      const { answer } = await lms.preview('admin.turnOff', input);
      const { switched } = answer as { switched: string[] };
      if (flags.json) return this.emit({ type: 'preview', switched });
      return this.say(switched.length === 0 ? 'It is off already.' : `These would go off: ${switched.join(', ')}.`);
    }
    const { switched } = await lms.admin.turnOff(input);
    if (flags.json) this.emit({ switched });
    else this.say(switched.length === 0 ? 'It is off already.' : `Off: ${switched.join(', ')}.`);
  }
}
