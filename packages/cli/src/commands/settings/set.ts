import { Args, Flags } from '@oclif/core';
import { globalFlags, LmsCommand, previewed } from '../../command.ts';
import { UsageError } from '../../errors.ts';
import { settingAt, settingLine, valueFrom } from '../../setting-at.ts';

export default class SettingsSet extends LmsCommand {
  static override group = 'keep' as const;
  static override summary = 'Set something for the whole installation.';
  static override description =
    'It holds at once, in every process. The environment wins over it. A list is written with commas.';
  static override examples = [
    '<%= config.bin %> settings set media.largestFile 2000000000',
    '<%= config.bin %> settings set media.largestFile --unset',
  ];
  static override args = {
    setting: Args.string({ required: true, description: 'Such as media.largestFile' }),
    value: Args.string({ description: 'What it shall be' }),
  };
  static override flags = {
    ...globalFlags,
    ...previewed('See whether it would be taken; change nothing'),
    unset: Flags.boolean({ description: 'Let hold again what the file says, or the default' }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(SettingsSet);
    this.take(flags);
    if (flags.unset === (args.value !== undefined))
      throw new UsageError('Write either a value, or --unset to take back what was set.');
    const { lms } = await this.reach(flags);
    const setting = await settingAt(lms, args.setting);
    const { plugin, key } = setting;
    const [operation, input] =
      args.value === undefined
        ? (['admin.unsetSetting', { plugin, key }] as const)
        : (['admin.setSetting', { plugin, key, value: valueFrom(setting, args.value) }] as const);
    if (await this.previews(flags, lms, operation, input, `${args.setting} would be changed.`)) return;
    const now = (await lms.call(operation, input)) as typeof setting;
    if (flags.json) this.emit(now);
    else this.say(settingLine(now));
  }
}
