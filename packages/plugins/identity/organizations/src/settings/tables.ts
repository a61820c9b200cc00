import { boolean, json, type SettingValue, table, tenantTable, text } from '@lectern/kit';

/** A value of a plugin that is not loaded, or that its schema does not take any more, stays: it may come back. */
export const organizationSettingRows = tenantTable(
  'organization_settings',
  {
    plugin: text().notNull(),
    key: text().notNull(),
    /** Null where it only locks what comes from above. */
    value: json<SettingValue>(),
    locked: boolean().notNull(),
  },
  { key: ['org', 'plugin', 'key'] },
);

/** One row, which changes with every row above and with the tree: what every process compares its memory with. */
export const settingsVersion = table('organization_settings_version', {
  of: text().primaryKey(),
  version: text().notNull(),
});
