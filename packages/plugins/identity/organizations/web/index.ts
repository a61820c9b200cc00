import { fill, screen, webPlugin } from '@lectern/ui';
import { accountSections } from '@lectern/users/web';
import { t } from './messages.ts';

const settings = { access: 'signed-in', frame: 'settings' } as const;
const group = () => t('group');

export const organizationsWeb = webPlugin({
  id: 'organizations',
  screens: [
    screen({
      ...settings,
      path: '/school',
      title: () => t('general'),
      permission: 'organization.write',
      place: { menu: 'settings', group, label: () => t('general'), icon: 'house', order: 50 },
      load: async ({ lms, signal }) => {
        const [school, entrance, { items: quotas }, settings] = await Promise.all([
          lms.organizations.current({}, { signal }),
          lms.organizations.entrance({}, { signal }),
          lms.organizations.quotas({}, { signal }),
          lms.organizations.settings({}, { signal }),
        ]);
        return { school, entrance, quotas, settings };
      },
      component: () => import('./school.tsx'),
    }),
    screen({
      ...settings,
      path: '/school/look',
      title: () => t('look'),
      permission: 'organization.write',
      place: { menu: 'settings', group, label: () => t('look'), icon: 'palette', order: 52 },
      load: ({ lms, signal }) => lms.organizations.current({}, { signal }),
      component: () => import('./look.tsx'),
    }),
    screen({
      ...settings,
      path: '/school/domains',
      title: () => t('domains'),
      permission: 'organization.write',
      place: { menu: 'settings', group, label: () => t('domains'), icon: 'globe', order: 54 },
      load: async ({ lms, signal }) => (await lms.organizations.domains({}, { signal })).items,
      component: () => import('./domains.tsx'),
    }),
    screen({
      ...settings,
      path: '/school/rules',
      title: () => t('rules'),
      permission: 'organization.write',
      place: { menu: 'settings', group, label: () => t('rules'), icon: 'sliders-horizontal', order: 55 },
      load: ({ lms, signal }) => lms.organizations.settings({}, { signal }),
      component: () => import('./settings.tsx'),
    }),
    screen({
      ...settings,
      path: '/school/schools',
      title: () => t('schools'),
      permission: 'organization.create',
      load: async ({ lms, query, signal }) =>
        lms.organizations.list({ cursor: query.get('from') ?? undefined }, { signal }),
      component: () => import('./schools.tsx'),
    }),
  ],
  fills: [fill(accountSections, { component: () => import('./mine.tsx') })],
});
