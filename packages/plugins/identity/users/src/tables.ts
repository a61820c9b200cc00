import { id, table, text, time } from '@lectern/kit';

/** People belong to no organization: a membership ties them to it (plugin organizations). */
export const users = table(
  'users',
  {
    id: id(),
    name: text().notNull(),
    /** See `sortKeyOf`. */
    sortKey: text().notNull(),
    /** Lower-case. */
    email: text().notNull(),
    locale: text(),
    createdAt: time().notNull(),
  },
  { indexes: [{ on: ['email'], unique: true }, { on: ['sortKey', 'id'] }], search: ['name', 'email'] },
);
