import { fill, screen, webPlugin } from '@lectern/ui';
import { bulkScreens } from './bulk/screens.ts';
import { t } from './messages.ts';
import { peopleAsked } from './people/asked.ts';
import { accountSections, peopleActions, personDangers, personSections } from './places.ts';

export { pictureOf, profileAt } from './picture.ts';
export { accountSections, peopleActions, personDangers, personSections } from './places.ts';

export const usersWeb = webPlugin({
  id: 'users',
  screens: [
    screen({
      path: '/account',
      title: () => t('account'),
      access: 'signed-in',
      frame: 'account',
      place: { menu: 'account', label: () => t('account'), order: 10 },
      load: ({ lms, signal }) => lms.users.me({}, { signal }),
      component: () => import('./account.tsx'),
    }),
    screen({
      path: '/people',
      title: () => t('people'),
      access: 'signed-in',
      permission: 'user.read',
      frame: 'settings',
      place: { menu: 'settings', group: () => t('people'), label: () => t('people'), icon: 'users', order: 10 },
      load: async ({ lms, query, signal, viewer }) => {
        const [page, { items: fields }, { items: roles }] = await Promise.all([
          lms.users.list(peopleAsked(query), { signal }),
          lms.users.fields({}, { signal }),
          viewer?.may('access.read') ? lms.access.roles({}, { signal }) : { items: [] },
        ]);
        return { page, fields, roles };
      },
      component: () => import('./people/list.tsx'),
    }),
    screen({
      path: '/people/fields',
      title: () => t('fields'),
      access: 'signed-in',
      permission: 'field.write',
      frame: 'settings',
      place: { menu: 'settings', group: () => t('people'), label: () => t('fields'), icon: 'list', order: 30 },
      load: async ({ lms, signal }) => (await lms.users.fields({}, { signal })).items,
      component: () => import('./fields/list.tsx'),
    }),
    ...bulkScreens,
    screen({
      path: '/people/:userId/profile',
      title: ({ name }) => name,
      access: 'signed-in',
      load: ({ lms, params: { userId }, signal }) => lms.users.profile({ userId }, { signal }),
      component: () => import('./profile/profile.tsx'),
    }),
    screen({
      path: '/people/:userId',
      title: ({ name }) => name,
      access: 'signed-in',
      permission: 'user.read',
      frame: 'settings',
      load: ({ lms, params: { userId }, signal }) => lms.users.get({ userId }, { signal }),
      component: () => import('./people/person.tsx'),
    }),
  ],
  fills: [
    fill(peopleActions, { component: () => import('./bulk/action.tsx') }),
    fill(peopleActions, { component: () => import('./protection/requests.tsx'), order: 200 }),
    fill(personSections, { component: () => import('./protection/their-data.tsx'), order: 800 }),
    fill(personDangers, { component: () => import('./protection/dangers.tsx') }),
    fill(accountSections, { component: () => import('./protection/my-data.tsx'), order: 900 }),
  ],
});
