import { Args, Flags } from '@oclif/core';
import { globalFlags, LmsCommand } from '../../command.ts';
import { settingAt, valueText } from '../../setting-at.ts';

export default class SettingsHistory extends LmsCommand {
  static override group = 'keep' as const;
  static override summary = 'Who changed which setting, when, from what to what.';
  static override args = { setting: Args.string({ description: 'Only this one, such as media.largestFile' }) };
  static override flags = {
    ...globalFlags,
    lines: Flags.integer({
      char: 'n',
      min: 1,
      max: 100,
      default: 20,
      helpValue: '<number>',
      description: 'The last so many',
    }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(SettingsHistory);
    this.take(flags);
    const { lms } = await this.reach(flags);
    const which = args.setting === undefined ? undefined : await settingAt(lms, args.setting);
    const about = which && { plugin: which.plugin, key: which.key };
    const { items } = await lms.admin.settingHistory({ ...about, limit: flags.lines });
    if (items.length === 0) this.say('Nobody has changed anything here.');
    for (const change of items) {
      if (flags.json) {
        this.emit(change);
        continue;
      }
      const { id, at, by, plugin, key, from, to, secret } = change;
      const words = (value: typeof from) => (secret ? '[hidden]' : value === null ? 'as given' : valueText(value));
      this.log(
        `${at.slice(0, 16).replace('T', ' ')}  ${plugin}.${key}: ${words(from)} -> ${words(to)}  by ${by ?? 'the system'}\n  ${id}`,
      );
    }
  }
}
