// What other plugins may join.
import { publishedView, text } from '@lectern/kit';

/** Who is in which team, of those who can act in the school. */
export const inTeams = publishedView(
  'in_teams',
  { team: text().notNull(), userId: text().notNull() },
  { select: 'select team, user_id, org_id from team_members', tenant: true },
);
