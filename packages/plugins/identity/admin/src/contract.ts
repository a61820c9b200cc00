// The door of the plugin: what its nouns declare, joined.
import { defineContract } from '@lectern/kit/contract';
import { errors } from './contract/errors.ts';
import { healthOperations } from './contract/health.ts';
import { pluginOperations } from './contract/plugins.ts';
import { settingOperations } from './contract/settings.ts';
import { storageOperations } from './contract/storage.ts';
import { workOperations } from './contract/work.ts';

export { errors } from './contract/errors.ts';

export const adminContract = defineContract({
  id: 'admin',
  summary: 'Looking after the whole installation',
  permissions: {
    'installation.read': {
      summary: 'See the health, the settings and the work of the whole installation',
      roles: [],
      ownerOnly: true,
    },
    'installation.manage': {
      summary: 'Change settings, switch plugins and make backups for the whole installation',
      roles: [],
      ownerOnly: true,
    },
  },
  errors,
  operations: {
    ...healthOperations,
    ...pluginOperations,
    ...settingOperations,
    ...workOperations,
    ...storageOperations,
  },
});
