import { Elsewhere, type LoadContext, screen, to, webPlugin } from '@lectern/ui';
import { t } from './messages.ts';
import { programFills, programScreens } from './programs.ts';
import { signOnFills, signOnScreens } from './sign-on/screens.ts';
import { atTheDoor, mailedScreens, securityFills } from './ways-in/screens.ts';

/** Whoever is in already has nothing to do at the door. */
function doorOfVisitor(context: LoadContext<unknown>) {
  if (context.viewer) throw new Elsewhere(to('/home'));
  return atTheDoor(context);
}

export const authWeb = webPlugin({
  id: 'auth',
  screens: [
    ...programScreens,
    ...signOnScreens,
    ...mailedScreens,
    screen({
      path: '/sign-in',
      title: () => t('sign-in'),
      access: 'public',
      frame: 'quiet',
      load: doorOfVisitor,
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
      load: doorOfVisitor,
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
  fills: [...securityFills, ...programFills, ...signOnFills],
});
