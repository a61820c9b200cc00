// Screens and fillings of what acts in somebody's name: keys, service accounts, devices, other people.
import { fill, screen } from '@lectern/ui';
import { personSections } from '@lectern/users/web';

import { securitySections } from './places.ts';
import { titles as t } from './program-titles.ts';

export const programScreens = [
  screen({
    path: '/account/keys',
    title: () => t('keys'),
    access: 'signed-in',
    frame: 'account',
    place: { menu: 'account', label: () => t('keys'), order: 40 },
    load: async ({ lms, signal, viewer }) => ({
      keys: (await lms.auth.keys({}, { signal })).items,
      used: (await lms.gateway.myUsage({ days: 30 }, { signal })).items,
      given: viewer?.may('key.create') ? (await lms.auth.keyPermissions({}, { signal })).items : undefined,
    }),
    component: () => import('./keys/keys.tsx'),
  }),
  screen({
    path: '/school/keys',
    title: () => t('accounts'),
    access: 'signed-in',
    permission: 'service-account.write',
    frame: 'settings',
    place: {
      menu: 'settings',
      label: () => t('accounts'),
      icon: 'key-round',
      group: () => t('group'),
      order: 320,
    },
    load: async ({ lms, signal, viewer }) => ({
      accounts: (await lms.auth.serviceAccounts({}, { signal })).items,
      used: viewer?.may('usage.read') ? (await lms.gateway.usage({ days: 30, by: 'key' }, { signal })).items : [],
      given: (await lms.auth.keyPermissions({}, { signal })).items,
    }),
    component: () => import('./service-accounts/accounts.tsx'),
  }),
  screen({
    path: '/device',
    title: () => t('device'),
    access: 'signed-in',
    frame: 'quiet',
    load: ({ lms, signal }) => lms.organizations.current({}, { signal }),
    head: () => ({ robots: 'noindex' }),
    component: () => import('./device/device.tsx'),
  }),
];

export const programFills = [
  fill(personSections, { component: () => import('./impersonation/act-as.tsx'), order: 80 }),
  fill(securitySections, { component: () => import('./impersonation/looked-at.tsx'), order: 60 }),
];
