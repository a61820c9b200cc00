// The doors that a mail leads to, and what opens an account.
import { fill, type LoadContext, screen } from '@lectern/ui';
import { personSections } from '@lectern/users/web';
import { t } from '../messages.ts';

const quiet = { access: 'public', frame: 'quiet', head: () => ({ robots: 'noindex' as const }) } as const;
type Loading = LoadContext<{ readonly token: string }>;
const current = ({ lms, signal }: Pick<Loading, 'lms' | 'signal'>) => lms.organizations.current({}, { signal });

export const atTheDoor = async ({ lms, signal }: Pick<Loading, 'lms' | 'signal'>) => {
  const [school, ways] = await Promise.all([current({ lms, signal }), lms.auth.ways({}, { signal })]);
  return { school, ways };
};

export const mailedScreens = [
  screen({
    ...quiet,
    path: '/forgot',
    title: () => t('forgot'),
    load: atTheDoor,
    component: () => import('./forgot.tsx'),
  }),
  screen({
    ...quiet,
    path: '/reset/:token',
    title: () => t('reset'),
    load: async ({ lms, params, signal }) => ({
      school: await current({ lms, signal }),
      whom: await lms.auth.resetLink(params, { signal }).catch(() => undefined),
    }),
    component: () => import('./reset.tsx'),
  }),
  screen({
    ...quiet,
    path: '/magic/:token',
    title: () => t('sign-in'),
    load: async ({ lms, params, signal }) => ({
      school: await current({ lms, signal }),
      whom: await lms.auth.magicLink(params, { signal }).catch(() => undefined),
    }),
    component: () => import('./magic.tsx'),
  }),
  screen({
    ...quiet,
    path: '/verify/:token',
    title: () => t('verify'),
    load: async ({ lms, params, signal }) => ({
      school: await current({ lms, signal }),
      whom: await lms.auth.addressLink(params, { signal }).catch(() => undefined),
    }),
    component: () => import('./verify.tsx'),
  }),
  screen({
    path: '/account/security',
    title: () => t('security'),
    access: 'signed-in',
    frame: 'account',
    place: { menu: 'account', label: () => t('security'), order: 20 },
    load: async ({ lms, signal }) => {
      const [factor, address, sessions, ways] = await Promise.all([
        lms.auth.secondFactorState({}, { signal }),
        lms.auth.address({}, { signal }),
        lms.auth.sessions({}, { signal }),
        lms.auth.ways({}, { signal }),
      ]);
      return { factor, address, sessions: sessions.items, ways };
    },
    component: () => import('../security/security.tsx'),
  }),
];

export const securityFills = [
  fill(personSections, { component: () => import('../security/of-person.tsx'), order: 70 }),
];
