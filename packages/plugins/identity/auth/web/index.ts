import { Elsewhere, type LoadContext, screen, to, webPlugin } from '@lectern/ui';
import { t } from './messages.ts';

/** Whoever is in already has nothing to do at the door. */
function schoolOfVisitor({ lms, viewer, signal }: LoadContext<unknown>) {
  if (viewer) throw new Elsewhere(to('/home'));
  return lms.organizations.current({}, { signal });
}

export const authWeb = webPlugin({
  id: 'auth',
  screens: [
    screen({
      path: '/sign-in',
      title: () => t('sign-in'),
      access: 'public',
      frame: 'quiet',
      load: schoolOfVisitor,
      head: () => ({ robots: 'noindex' }),
      component: () => import('./sign-in.tsx'),
    }),
    screen({
      path: '/sign-in/with-token',
      title: () => t('sign-in'),
      access: 'public',
      frame: 'quiet',
      load: ({ lms, signal }) => lms.organizations.current({}, { signal }),
      head: () => ({ robots: 'noindex' }),
      component: () => import('./with-token.tsx'),
    }),
    screen({
      path: '/sign-up',
      title: () => t('sign-up'),
      access: 'public',
      frame: 'quiet',
      load: schoolOfVisitor,
      head: () => ({ robots: 'noindex' }),
      component: () => import('./sign-up.tsx'),
    }),
    screen({
      path: '/set-up/:token',
      title: () => t('set-up.do'),
      access: 'public',
      frame: 'quiet',
      load: async ({ lms, params, signal }) => ({
        school: await lms.organizations.current({}, { signal }),
        invited: await lms.auth.link({ token: params.token }, { signal }).catch(() => undefined),
      }),
      head: () => ({ robots: 'noindex' }),
      component: () => import('./set-up.tsx'),
    }),
  ],
});
