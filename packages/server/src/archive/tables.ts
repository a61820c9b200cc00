import { integer, json, table, text } from '@lectern/kit';

/**
 * Accounts of an organization that is being brought in, as an archive holds them, some in a row: nobody has them until the
 * last unit of the import, which takes them from here and not from memory.
 */
export const comingAccounts = table(
  'coming_accounts',
  {
    organization: text().notNull(),
    place: integer().notNull(),
    people: json<readonly Readonly<Record<string, unknown>>[]>().notNull(),
  },
  { key: ['organization', 'place'] },
);
