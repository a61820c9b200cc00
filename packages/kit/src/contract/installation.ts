// How the kernel refuses what would change the whole installation: the plugin that looks after it declares these.
import type { Problem } from './operation.ts';

export const installationProblems = {
  settingPinned: {
    code: 'kernel.setting_pinned',
    status: 409,
    message: 'The environment of the server says this, and the environment wins. It is changed there.',
  },
  settingInFile: {
    code: 'kernel.setting_in_file',
    status: 409,
    message: 'This setting is written in lms.config.ts, or said by the environment.',
  },
  settingChangedSince: {
    code: 'kernel.setting_changed_since',
    status: 409,
    message: 'It has been changed again since. Undo the latest change first, or set the value you want.',
  },
  pluginNeeded: {
    code: 'kernel.plugin_needed',
    status: 409,
    message: 'Other plugins that are on need this one. Switch them off with it.',
  },
  pluginEssential: {
    code: 'kernel.plugin_essential',
    status: 409,
    message: 'A school cannot be without this plugin.',
  },
} as const satisfies Record<string, Problem>;
