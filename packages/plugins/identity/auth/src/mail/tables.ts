import { personRef, table, text, time } from '@lectern/kit';

/**
 * One-time links, whoever carries them to the person: of each kind one, so a new link ends the one before, and a job that
 * runs twice only replaces the token of the mail that was not sent.
 */
export const links = table(
  'links',
  {
    userId: personRef({ onMerge: 'delete', onErase: 'delete', onExport: false }).notNull(),
    kind: text().notNull(),
    hash: text().notNull(),
    /** The address it is about: confirmed by who opens the link, for it was sent there; null when somebody handed it over. */
    email: text(),
    expiresAt: time().notNull(),
  },
  { key: ['userId', 'kind'], indexes: [{ on: ['hash'], unique: true }, { on: ['expiresAt'] }] },
);
