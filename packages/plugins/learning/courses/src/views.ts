// What other plugins may join.
import { publishedView, text } from '@lectern/kit';

/** What a list of courses says of each: order by `sortKey`, then `id`. Drafts too. */
export const courseTitles = publishedView(
  'course_titles',
  {
    id: text().notNull(),
    slug: text().notNull(),
    title: text().notNull(),
    sortKey: text().notNull(),
    status: text().notNull(),
  },
  { select: 'select id, slug, title, sort_key, status, org_id from courses', tenant: true },
);
