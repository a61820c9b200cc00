import { screen } from '@lectern/ui';
import { t } from '../messages.ts';

export const bulkScreens = [
  screen({
    path: '/people/import',
    title: () => t('import'),
    access: 'signed-in',
    permission: 'user.import',
    frame: 'settings',
    place: { menu: 'settings', group: () => t('people'), label: () => t('import'), icon: 'upload', order: 25 },
    load: ({ lms, signal }) => lms.users.imports({}, { signal }),
    component: () => import('./list.tsx'),
  }),
  screen({
    path: '/people/import/:importId',
    title: ({ name }) => name,
    access: 'signed-in',
    permission: 'user.import',
    frame: 'settings',
    load: ({ lms, params: { importId }, signal }) => lms.users.import({ importId }, { signal }),
    component: () => import('./import.tsx'),
  }),
];
