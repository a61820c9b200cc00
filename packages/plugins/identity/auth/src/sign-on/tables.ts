import { boolean, id, json, personRef, tenantTable, text, time } from '@lectern/kit';

export const providers = tenantTable(
  'sign_on_providers',
  {
    id: id(),
    kind: text().notNull(),
    name: text().notNull(),
    issuer: text().notNull(),
    clientId: text().notNull(),
    /** Sealed with the school's key; empty for a public client. */
    clientSecret: text().notNull(),
    /** What its kind asks beyond that: `{ teamId, keyId }`. */
    details: json<Readonly<Record<string, string>>>().notNull(),
    domains: json<readonly string[]>().notNull(),
    admits: text().$type<'nobody' | 'learner' | 'instructor'>().notNull(),
    trusted: boolean().notNull(),
    required: boolean().notNull(),
    button: boolean().notNull(),
    enabled: boolean().notNull(),
    createdAt: time().notNull(),
  },
  // Trusted here says nothing there, and the secret is sealed with the key of this school.
  { travels: 'no' },
);

export const accounts = tenantTable(
  'sign_on_accounts',
  {
    id: id(),
    userId: personRef({ onMerge: 'delete', onErase: 'delete', onExport: 'connected-accounts' }).notNull(),
    providerId: text().notNull(),
    /** Who they are to the provider. */
    subject: text().notNull(),
    email: text(),
    connectedAt: time().notNull(),
    lastUsedAt: time(),
  },
  {
    indexes: [{ on: ['providerId', 'subject'], unique: true }, { on: ['org', 'userId'] }],
    references: { providerId: [providers, 'id'] },
    travels: 'no',
  },
);
