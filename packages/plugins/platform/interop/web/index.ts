import { screen, webPlugin } from '@lectern/ui';
import { t } from './messages.ts';

export const interopWeb = webPlugin({
  id: 'interop',
  screens: [
    screen({
      path: '/teach/import',
      title: () => t('title'),
      access: 'signed-in',
      permission: 'course.create',
      component: () => import('./import.tsx'),
    }),
  ],
});
