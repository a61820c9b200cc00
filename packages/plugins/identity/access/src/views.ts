// What other plugins may join.
import { publishedView, text, time } from '@lectern/kit';

/**
 * Who has which role in the whole organization; roles on a course or a team, and those had through a team, are not in it.
 * It holds from the first moment and without the second, where they are.
 */
export const schoolRoles = publishedView(
  'school_roles',
  { userId: text().notNull(), role: text().notNull(), from: time(), until: time() },
  {
    select:
      'select user_id, gives as role, "from", until, org_id from role_assignments where "on" = org_id and user_id is not null and kind = \'role\' and effect = \'allow\'',
    tenant: true,
  },
);
