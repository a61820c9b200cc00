import { screen, webPlugin } from '@lectern/ui';
import { t } from './messages.ts';

export { teamSections } from './places.ts';

export const teamsWeb = webPlugin({
  id: 'teams',
  screens: [
    screen({
      path: '/school/teams',
      title: () => t('teams'),
      access: 'signed-in',
      permission: 'team.write',
      frame: 'settings',
      place: { menu: 'settings', group: () => t('group'), label: () => t('teams'), icon: 'blocks', order: 56 },
      load: async ({ lms, signal }) => (await lms.teams.list({}, { signal })).items,
      component: () => import('./list.tsx'),
    }),
    screen({
      path: '/school/teams/:teamId',
      title: ({ team }) => team?.name ?? t('teams'),
      access: 'signed-in',
      permission: 'team.write',
      frame: 'settings',
      load: async ({ lms, params: { teamId }, signal }) => {
        const [members, { items }] = await Promise.all([
          lms.teams.members({ teamId }, { signal }),
          lms.teams.list({}, { signal }),
        ]);
        return { members, team: items.find(({ id }) => id === teamId) };
      },
      component: () => import('./team.tsx'),
    }),
  ],
});
