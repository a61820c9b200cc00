import { fill, screen, webPlugin } from '@lectern/ui';
import { peopleActions } from '@lectern/users/web';
import { t } from './messages.ts';

export const invitationsWeb = webPlugin({
  id: 'invitations',
  screens: [
    screen({
      path: '/people/invitations',
      title: () => t('invitations'),
      access: 'signed-in',
      permission: 'user.invite',
      frame: 'settings',
      place: { menu: 'settings', group: () => t('group'), label: () => t('invitations'), icon: 'user-plus', order: 20 },
      load: ({ lms, signal }) => lms.invitations.list({}, { signal }),
      component: () => import('./list.tsx'),
    }),
    screen({
      path: '/join/:token',
      title: () => t('join'),
      access: 'public',
      frame: 'quiet',
      load: ({ lms, params: { token }, signal }) => lms.invitations.show({ token }, { signal }).catch(() => undefined),
      head: () => ({ robots: 'noindex' }),
      component: () => import('./join.tsx'),
    }),
  ],
  fills: [fill(peopleActions, { component: () => import('./action.tsx') })],
});
