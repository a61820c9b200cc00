import { screen, webPlugin } from '@lectern/ui';
import type {} from '@lectern/web/client';
import type { Board } from '../src/contract.ts';
import { t } from './messages.ts';

export const web = webPlugin({
  id: 'gamify',
  screens: [
    screen({
      path: '/gamify',
      title: () => t('board'),
      access: 'signed-in',
      place: { menu: 'main', label: () => t('board'), icon: 'star', order: 50 },
      load: async ({ lms, signal }): Promise<Board> => (await lms.request('/api/gamify', { signal })).json(),
      component: () => import('./board.tsx'),
    }),
  ],
});
