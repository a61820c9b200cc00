import { personRef, table, text, time } from '@lectern/kit';

/** Plugins that somebody switched off for the whole installation. */
export const pluginsOff = table(
  'plugins_off',
  {
    plugin: text().primaryKey(),
    since: time().notNull(),
    by: personRef({ onMerge: 'move', onErase: 'clear', onExport: false }),
  },
  { indexes: [{ on: ['by'] }] },
);
