import { screen, webPlugin } from '@lectern/ui';
import { t } from './messages.ts';

const settings = { access: 'signed-in', frame: 'settings', permission: 'installation.read' } as const;
const group = () => t('group');
const states = ['failed', 'running', 'waiting', 'done', 'cancelled'] as const;
export type WorkState = (typeof states)[number];

export const adminWeb = webPlugin({
  id: 'admin',
  screens: [
    screen({
      ...settings,
      path: '/admin',
      title: () => t('health'),
      place: { menu: 'settings', group, label: () => t('health'), icon: 'heart-pulse', order: 400 },
      load: async ({ lms, signal }) => {
        const [health, { items: quotas }, { items: roles }] = await Promise.all([
          lms.admin.health({}, { signal }),
          lms.organizations.quotas({}, { signal }),
          lms.access.roles({}, { signal }),
        ]);
        return { health, people: quotas.find(({ kind }) => kind === 'people')?.used ?? 0, roles: roles.length };
      },
      component: () => import('./health.tsx'),
    }),
    screen({
      ...settings,
      path: '/admin/settings',
      title: () => t('settings'),
      place: { menu: 'settings', group, label: () => t('settings'), icon: 'settings-2', order: 401 },
      load: async ({ lms, signal }) => {
        const [{ items }, history] = await Promise.all([
          lms.admin.settings({}, { signal }),
          lms.admin.settingHistory({ limit: 5 }, { signal }),
        ]);
        return { items, history: history.items };
      },
      component: () => import('./settings.tsx'),
    }),
    screen({
      ...settings,
      path: '/admin/plugins',
      title: () => t('plugins'),
      place: { menu: 'settings', group, label: () => t('plugins'), icon: 'blocks', order: 402 },
      load: async ({ lms, signal }) => (await lms.admin.plugins({}, { signal })).items,
      component: () => import('./plugins.tsx'),
    }),
    screen({
      ...settings,
      path: '/admin/jobs',
      title: () => t('jobs'),
      place: { menu: 'settings', group, label: () => t('jobs'), icon: 'list-todo', order: 403 },
      load: async ({ lms, query, signal }) => {
        const state: WorkState = states.find((one) => one === query.get('state')) ?? 'failed';
        const [queues, work] = await Promise.all([
          lms.admin.queues({}, { signal }),
          lms.admin.work({ state }, { signal }),
        ]);
        return { state, queues: queues.items, ...work };
      },
      component: () => import('./jobs.tsx'),
    }),
    screen({
      ...settings,
      path: '/admin/storage',
      title: () => t('storage'),
      place: { menu: 'settings', group, label: () => t('storage'), icon: 'hard-drive', order: 404 },
      load: async ({ lms, signal }) => {
        const [use, backups] = await Promise.all([
          lms.admin.storage({}, { signal }),
          lms.admin.backups({}, { signal }),
        ]);
        return { use, ...backups };
      },
      component: () => import('./storage.tsx'),
    }),
    screen({
      ...settings,
      path: '/admin/errors',
      title: () => t('errors'),
      place: { menu: 'settings', group, label: () => t('errors'), icon: 'triangle-alert', order: 405 },
      load: async ({ lms, signal }) => (await lms.admin.errors({}, { signal })).items,
      component: () => import('./errors.tsx'),
    }),
  ],
});
