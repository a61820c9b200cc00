// Screens and fillings of passkeys and of signing in with other accounts.
import { fill, screen } from '@lectern/ui';
import { securitySections, signInRoute, signInWays } from '../places.ts';
import { t } from './messages.ts';

export const signOnScreens = [
  screen({
    path: '/sign-in/return',
    title: () => t('return'),
    access: 'public',
    frame: 'quiet',
    load: ({ lms, signal }) => lms.organizations.current({}, { signal }),
    head: () => ({ robots: 'noindex' }),
    component: () => import('./return.tsx'),
  }),
  screen({
    path: '/school/sign-in',
    title: () => t('providers'),
    access: 'signed-in',
    permission: 'sign-on.write',
    frame: 'settings',
    place: {
      menu: 'settings',
      label: () => t('providers.short'),
      icon: 'globe',
      group: () => t('providers.group'),
      order: 310,
    },
    load: ({ lms, signal }) => lms.auth.providers({}, { signal }),
    component: () => import('./providers.tsx'),
  }),
];

export const signOnFills = [
  fill(signInRoute, { component: () => import('./route.tsx') }),
  fill(signInWays, { component: () => import('../passkeys/sign-in-way.tsx'), order: 10 }),
  fill(signInWays, { component: () => import('./ways.tsx'), order: 20 }),
  fill(securitySections, { component: () => import('../passkeys/section.tsx'), order: 10 }),
  fill(securitySections, { component: () => import('./section.tsx'), order: 20 }),
];
