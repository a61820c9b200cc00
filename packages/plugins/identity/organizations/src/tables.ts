import { boolean, id, integer, personRef, table, tenantTable, text, time } from '@lectern/kit';

export const organizations = table(
  'organizations',
  {
    id: id(),
    name: text().notNull(),
    summary: text().notNull(),
    locale: text().notNull(),
    brandHue: integer().notNull(),
    signUp: text().$type<'open' | 'closed'>().notNull(),
    /** The one that answers for every host, until organizations have hosts of their own. */
    isDefault: boolean().notNull(),
    createdAt: time().notNull(),
  },
  // Two processes that set up the same empty database make one school: the second insert finds this index.
  { indexes: [{ on: ['isDefault'], unique: true, where: 'is_default' }] },
);

/** People are global; this ties them to an organization. */
export const memberships = tenantTable(
  'memberships',
  {
    userId: personRef({ onMerge: 'keep-target', onErase: 'delete', onExport: 'memberships' }).notNull(),
    joinedAt: time().notNull(),
  },
  { key: ['org', 'userId'], indexes: [{ on: ['userId'] }] },
);
