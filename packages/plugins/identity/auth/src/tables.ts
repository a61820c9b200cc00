// Of every secret only a hash is kept: argon2id of passwords, SHA-256 of what is 32 random bytes anyway.
import { id, integer, personRef, table, text, time } from '@lectern/kit';

export const passwords = table(
  'passwords',
  {
    userId: personRef({ onMerge: 'keep-target', onErase: 'delete', onExport: false }).notNull(),
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
    userId: personRef({ onMerge: 'move', onErase: 'delete', onExport: 'sessions' }).notNull(),
    organization: text().notNull(),
    startedAt: time().notNull(),
    expiresAt: time().notNull(),
  },
  { indexes: [{ on: ['userId'] }, { on: ['expiresAt'] }] },
);

export const keys = table(
  'api_keys',
  {
    id: id(),
    hash: text().notNull(),
    userId: personRef({ onMerge: 'move', onErase: 'delete', onExport: 'keys' }).notNull(),
    organization: text().notNull(),
    name: text().notNull(),
    hint: text().notNull(),
    createdAt: time().notNull(),
    lastUsedAt: time(),
  },
  { indexes: [{ on: ['hash'], unique: true }, { on: ['userId', 'organization'] }] },
);

/** One for a person: a new link ends the one before. */
export const links = table(
  'set_up_links',
  {
    userId: personRef({ onMerge: 'keep-target', onErase: 'delete', onExport: false }).notNull(),
    hash: text().notNull(),
    expiresAt: time().notNull(),
  },
  { key: ['userId'], indexes: [{ on: ['hash'], unique: true }] },
);

/** Tokens of other applications that were taken, until they would have ended. */
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
