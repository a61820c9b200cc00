import { id, json, personRef, tenantTable, text, time } from '@lectern/kit';

/** Programs of the school itself: they stay when the person who made them goes. Their keys are in `api_keys`. */
export const serviceAccounts = tenantTable(
  'service_accounts',
  {
    id: id(),
    name: text().notNull(),
    description: text().notNull(),
    permissions: json<readonly string[]>().notNull(),
    createdBy: personRef({ onMerge: 'move', onErase: 'clear', onExport: 'service-accounts' }),
    createdAt: time().notNull(),
    disabledAt: time(),
  },
  { indexes: [{ on: ['org', 'name'] }] },
);
