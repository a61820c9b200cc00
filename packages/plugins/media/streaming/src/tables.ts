import { personRef, real, tenantTable, text, time } from '@lectern/kit';

export const streamingPositions = tenantTable(
  'streaming_positions',
  {
    user: personRef({ onMerge: { best: 'at desc' }, onErase: 'delete', onExport: 'video-positions' }).notNull(),
    media: text().notNull(),
    seconds: real().notNull(),
    at: time().notNull(),
  },
  { key: ['org', 'user', 'media'], indexes: [{ on: ['org', 'media'] }] },
);
