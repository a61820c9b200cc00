import { Flags } from '@oclif/core';
import { globalFlags, LmsCommand } from '../../command.ts';
import { settingLine } from '../../setting-at.ts';

export default class SettingsList extends LmsCommand {
  static override group = 'keep' as const;
  static override summary = 'Every setting, what holds, and where that comes from.';
  static override examples = [
    '<%= config.bin %> settings list --plugin media',
    '<%= config.bin %> settings list --here',
  ];
  static override flags = {
    ...globalFlags,
    plugin: Flags.string({ helpValue: '<id>', description: 'Only of this plugin' }),
    here: Flags.boolean({ description: 'Only what somebody set here' }),
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(SettingsList);
    this.take(flags);
    const { lms } = await this.reach(flags);
    const { items } = await lms.admin.settings();
    const wanted = items.filter(
      ({ plugin, from }) => (!flags.plugin || plugin === flags.plugin) && (!flags.here || from === 'here'),
    );
    for (const setting of wanted)
      if (flags.json) this.emit(setting);
      else this.log(settingLine(setting));
    if (wanted.length === 0) this.say('There is none.');
  }
}
