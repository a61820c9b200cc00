// What other plugins may join.
import { publishedView, text } from '@lectern/kit';

/** A person as a list of people shows them: order by `sortKey`, then `id`. `picture` is its digest. */
export const people = publishedView(
  'people',
  { id: text().notNull(), name: text().notNull(), sortKey: text().notNull(), picture: text() },
  { select: 'select id, name, sort_key, picture from users', tenant: false },
);
