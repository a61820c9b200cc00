import { screen, webPlugin } from '@lectern/ui';
import { t } from './messages.ts';

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
  ],
});
