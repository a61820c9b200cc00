import { id, personRef, table, text, time } from '@lectern/kit';

/** Addresses that somebody has proven to be theirs; of an address the person no longer has, the row means nothing. */
export const verifiedAddresses = table(
  'verified_addresses',
  {
    userId: personRef({ onMerge: 'delete', onErase: 'delete', onExport: 'verified-addresses' }).notNull(),
    email: text().notNull(),
    at: time().notNull(),
    /** The school whose own provider says so, where nobody else does: whoever runs that says what they like, so it counts there. */
    vouchedIn: text(),
  },
  { key: ['userId'] },
);

/** Accounts that somebody asked for and nobody has yet: each waits for a link in a mail, or goes. */
export const signUps = table(
  'sign_ups',
  {
    id: id(),
    organization: text().notNull(),
    name: text().notNull(),
    email: text().notNull(),
    /** Of the link's token; null until the mail is sent. */
    hash: text(),
    expiresAt: time().notNull(),
  },
  { indexes: [{ on: ['hash'], unique: true }, { on: ['expiresAt'] }] },
);
