import { boolean, type InstallationValue, id, json, personRef, table, tenantTable, text, time } from '@lectern/kit';

/** A value of a plugin that is not loaded, or that its schema does not take any more, stays: it may come back. */
export const organizationSettingRows = tenantTable(
  'organization_settings',
  {
    plugin: text().notNull(),
    key: text().notNull(),
    /** Null where it only locks what comes from above. */
    value: json<InstallationValue>(),
    locked: boolean().notNull(),
  },
  { key: ['org', 'plugin', 'key'] },
);

/** One row, which changes with every row above and with the tree: what every process compares its memory with. */
export const settingsVersion = table('organization_settings_version', {
  of: text().primaryKey(),
  version: text().notNull(),
});

/** Who changed what an organization decides, from what to what: null where what comes from above held. */
export const settingChanges = tenantTable(
  'organization_setting_changes',
  {
    id: id(),
    plugin: text().notNull(),
    key: text().notNull(),
    valueBefore: json<InstallationValue>(),
    valueAfter: json<InstallationValue>(),
    at: time().notNull(),
    by: personRef({ onMerge: 'move', onErase: 'clear', onExport: false }),
    undoes: text(),
  },
  { indexes: [{ on: ['org', 'plugin', 'key', 'id'] }, { on: ['org', 'by'] }] },
);
