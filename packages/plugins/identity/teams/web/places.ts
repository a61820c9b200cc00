import { place, type ScreenClient } from '@lectern/ui';

/** Under the people of a team. */
export const teamSections = place<{ team: { readonly id: string; readonly name: string }; lms: ScreenClient }>(
  'teams.team.sections',
);
