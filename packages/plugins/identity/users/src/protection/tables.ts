import { personRef, table, tenantTable, time } from '@lectern/kit';

/** Which account an old id leads to: the log keeps saying what that id did. */
export const mergedAccounts = table(
  'merged_accounts',
  {
    id: personRef({ onMerge: 'keep', onErase: 'pseudonym', onExport: false }).primaryKey(),
    into: personRef({ onMerge: 'move', onErase: 'delete', onExport: 'merged-accounts' }).notNull(),
    at: time().notNull(),
  },
  { indexes: [{ on: ['into'] }], travels: { as: 'aliases' } },
);

/** People who have asked their school to erase them. */
export const erasureRequests = tenantTable(
  'erasure_requests',
  {
    user: personRef({ onMerge: 'keep-target', onErase: 'delete', onExport: 'erasure-requests' }).notNull(),
    askedAt: time().notNull(),
  },
  { key: ['org', 'user'] },
);
