// What other plugins may join.
import { publishedView, text } from '@lectern/kit';

/** Who belongs to the organization and may act in it. */
export const members = publishedView(
  'members',
  { userId: text().notNull() },
  { select: "select user_id, org_id from memberships where state = 'active'", tenant: true },
);

/**
 * Of one person, in which organizations they are, in whatever state. Row-level security shows only the organization of the
 * scope, so it is read in the kernel's own.
 */
export const belongings = publishedView(
  'belongings',
  { userId: text().notNull(), organization: text().notNull(), state: text().notNull() },
  { select: 'select user_id, org_id as organization, state from memberships', tenant: false },
);
