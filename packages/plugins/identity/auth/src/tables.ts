// Of every secret only a hash is kept: argon2id of passwords, SHA-256 of what is 32 random bytes anyway.
import { id, integer, personRef, table, text, time } from '@lectern/kit';

// What opened one account does not open another that it is made one with: passwords, sessions, keys and links end there.
export const passwords = table(
  'passwords',
  {
    userId: personRef({ onMerge: 'delete', onErase: 'delete', onExport: false }).notNull(),
    hash: text().notNull(),
    changedAt: time().notNull(),
  },
  { key: ['userId'] },
);

export const sessions = table(
  'sessions',
  {
    /** Hash of the token in the cookie. */
    id: id(),
    userId: personRef({ onMerge: 'delete', onErase: 'delete', onExport: 'sessions' }).notNull(),
    organization: text().notNull(),
    startedAt: time().notNull(),
    /** Exact to the hour. */
    lastSeenAt: time().notNull(),
    expiresAt: time().notNull(),
    /** When who it is was last proven; see \`requireFresh\`. */
    confirmedAt: time().notNull(),
    /** See \`How\`. */
    how: text().notNull(),
    /** In words a person recognises, such as "Firefox on Linux". */
    device: text().notNull(),
    /** See `networkOf`; null where the call came over none. */
    network: text(),
  },
  { indexes: [{ on: ['userId'] }, { on: ['expiresAt'] }] },
);

/** Tokens of other applications, challenges of passkeys and sign-ons that were taken, until they would have ended. */
export const exchanged = table(
  'exchanged_tokens',
  { id: id(), until: time().notNull() },
  { indexes: [{ on: ['until'] }] },
);

/** Tries that were not right, by account and by network address: see throttle.ts. */
export const tries = table(
  'sign_in_tries',
  { subject: text().notNull(), count: integer().notNull(), until: time().notNull() },
  { key: ['subject'], indexes: [{ on: ['until'] }] },
);
