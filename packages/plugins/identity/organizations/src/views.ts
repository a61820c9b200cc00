// What other plugins may join.
import { publishedView, text } from '@lectern/kit';

/** Who belongs to the organization. */
export const members = publishedView(
  'members',
  { userId: text().notNull() },
  { select: 'select user_id, org_id from memberships', tenant: true },
);
