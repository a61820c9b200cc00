import { Args } from '@oclif/core';
import { globalFlags, LmsCommand } from '../../command.ts';
import { settingAt, settingLine, valueText } from '../../setting-at.ts';

export default class SettingsGet extends LmsCommand {
  static override group = 'keep' as const;
  static override summary = 'What one setting is.';
  static override description = 'With --quiet its value alone. Secrets are not told.';
  static override args = { setting: Args.string({ required: true, description: 'Such as media.largestFile' }) };
  static override flags = globalFlags;

  async run(): Promise<void> {
    const { args, flags } = await this.parse(SettingsGet);
    this.take(flags);
    const { lms } = await this.reach(flags);
    const setting = await settingAt(lms, args.setting);
    if (flags.json) return this.emit(setting);
    if (flags.quiet) return void process.stdout.write(`${valueText(setting.value)}\n`);
    this.say(settingLine(setting));
    const { en } = setting.hint ?? {};
    if (en) this.say(en);
  }
}
