import { fill, screen, webPlugin } from '@lectern/ui';
import { personSections } from '@lectern/users/web';
import { t } from './messages.ts';

const settings = { access: 'signed-in', permission: 'audit.read', frame: 'settings' } as const;

export const auditWeb = webPlugin({
  id: 'audit',
  screens: [
    screen({
      ...settings,
      path: '/admin/audit',
      title: () => t('log'),
      place: { menu: 'settings', group: () => t('group'), label: () => t('log'), icon: 'scroll-text', order: 58 },
      load: async (context) => (await import('./explorer/find.ts')).find(context),
      component: () => import('./explorer/page.tsx'),
    }),
    screen({
      ...settings,
      path: '/admin/audit/entries/:entryId',
      title: () => t('entry'),
      load: async (context) => (await import('./entry/read.ts')).read(context),
      component: () => import('./entry/page.tsx'),
    }),
    screen({
      ...settings,
      path: '/admin/audit/people/:personId',
      title: () => t('story'),
      load: async ({ params: { personId }, ...context }) =>
        (await import('./story/read.ts')).storyOf({ person: personId }, context),
      component: () => import('./story/page.tsx'),
    }),
    screen({
      ...settings,
      path: '/admin/audit/sessions/:session',
      title: () => t('story'),
      load: async ({ params: { session }, ...context }) =>
        (await import('./story/read.ts')).storyOf({ session }, context),
      component: () => import('./story/page.tsx'),
    }),
    screen({
      ...settings,
      path: '/admin/audit/seal',
      title: () => t('seal'),
      load: async (context) => (await import('./seal/read.ts')).read(context),
      component: () => import('./seal/page.tsx'),
    }),
    screen({
      ...settings,
      path: '/admin/audit/report',
      title: () => t('report'),
      load: async (context) => (await import('./report/read.ts')).read(context),
      component: () => import('./report/page.tsx'),
    }),
    screen({
      ...settings,
      path: '/admin/audit/keeping',
      title: () => t('keeping'),
      load: async ({ lms, signal }) => {
        const [holds, tombstones] = await Promise.all([
          lms.audit.holds({}, { signal }),
          lms.audit.tombstones({ limit: 20 }, { signal }),
        ]);
        return { ...holds, tombstones: tombstones.items };
      },
      component: () => import('./keeping/page.tsx'),
    }),
  ],
  fills: [fill(personSections, { component: () => import('./story/of-person.tsx'), order: 60 })],
});
