import { boolean, id, integer, personRef, table, tenantTable, text, time } from '@lectern/kit';
import type { MembershipState } from './contract.ts';

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
    state: text().$type<MembershipState>().notNull(),
    joinedAt: time().notNull(),
    /** Of the state. */
    changedAt: time().notNull(),
  },
  { key: ['org', 'userId'], indexes: [{ on: ['userId'] }, { on: ['org', 'state'] }] },
);
