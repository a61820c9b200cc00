import { id, integer, json, personRef, table, text, time } from '@lectern/kit';

/** Of people and of service accounts: one of `userId` and `accountId` is set. */
export const keys = table(
  'api_keys',
  {
    id: id(),
    /** SHA-256 of 32 random bytes. */
    hash: text().notNull(),
    userId: personRef({ onMerge: 'delete', onErase: 'delete', onExport: 'keys' }),
    accountId: text(),
    organization: text().notNull(),
    name: text().notNull(),
    hint: text().notNull(),
    /** What it is limited to; null for all that its person may. Of a service account, the account says it. */
    permissions: json<readonly string[]>(),
    /** Its own quota beside that of whoever it belongs to; null for none. */
    requestsPerMinute: integer(),
    createdAt: time().notNull(),
    expiresAt: time(),
    lastUsedAt: time(),
  },
  {
    indexes: [
      { on: ['hash'], unique: true },
      { on: ['userId', 'organization'] },
      { on: ['accountId'], where: 'account_id is not null' },
    ],
  },
);
