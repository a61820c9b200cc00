import { id, table, text, time } from '@lectern/kit';

/** People belong to no organization: a membership ties them to it (plugin organizations). */
export const users = table(
  'users',
  {
    id: id(),
    name: text().notNull(),
    /** The name as it is sorted: see sort-key.ts. */
    sortKey: text().notNull(),
    /** Lower-case. */
    email: text().notNull(),
    /** Sort key and the parts of the address: full text of Postgres keeps an address in one piece, that of SQLite does not. */
    words: text().notNull(),
    locale: text(),
    createdAt: time().notNull(),
  },
  { indexes: [{ on: ['email'], unique: true }, { on: ['sortKey', 'id'] }], search: ['words'] },
);
