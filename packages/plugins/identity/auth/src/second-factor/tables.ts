import { bigint, boolean, personRef, table, text, time } from '@lectern/kit';

export const secondFactors = table(
  'second_factors',
  {
    userId: personRef({ onMerge: 'delete', onErase: 'delete', onExport: false }).notNull(),
    /** Base32, sealed: it has to be read again for every code. */
    secret: text().notNull(),
    /** Nobody is asked for a code before the first one was right. */
    active: boolean().notNull(),
    /** Of the last code that was taken: none is taken twice (RFC 6238, 5.2). */
    step: bigint().notNull(),
    since: time().notNull(),
  },
  { key: ['userId'] },
);

export const recoveryCodes = table(
  'recovery_codes',
  {
    userId: personRef({ onMerge: 'delete', onErase: 'delete', onExport: false }).notNull(),
    hash: text().notNull(),
  },
  { key: ['userId', 'hash'] },
);

/** Somebody whose first proof was right, and who owes the second. */
export const tickets = table(
  'sign_in_tickets',
  {
    hash: text().notNull(),
    userId: personRef({ onMerge: 'delete', onErase: 'delete', onExport: false }).notNull(),
    how: text().notNull(),
    expiresAt: time().notNull(),
  },
  { key: ['hash'], indexes: [{ on: ['userId'] }, { on: ['expiresAt'] }] },
);
