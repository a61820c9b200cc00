import { Args } from '@oclif/core';
import { globalFlags, LmsCommand, previewed } from '../../command.ts';
import { settingLine } from '../../setting-at.ts';

export default class SettingsUndo extends LmsCommand {
  static override group = 'keep' as const;
  static override summary = 'Set again what was before a change.';
  static override description = 'Which is a change too, and can be undone.';
  static override args = {
    change: Args.string({ required: true, description: 'Id of the change: lms settings history' }),
  };
  static override flags = { ...globalFlags, ...previewed('See whether it would be done; change nothing') };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(SettingsUndo);
    this.take(flags);
    const { lms } = await this.reach(flags);
    const input = { changeId: args.change };
    if (await this.previews(flags, lms, 'admin.undoSetting', input, 'It would be undone.')) return;
    const now = await lms.admin.undoSetting(input);
    if (flags.json) this.emit(now);
    else this.say(settingLine(now));
  }
}
