// What other plugins may join.
import { publishedView, text } from '@lectern/kit';

/** Who has which role in the whole organization; roles on a course or a team are not in it. */
export const schoolRoles = publishedView(
  'school_roles',
  { userId: text().notNull(), role: text().notNull() },
  { select: 'select user_id, role, org_id from role_assignments where "on" = org_id', tenant: true },
);
