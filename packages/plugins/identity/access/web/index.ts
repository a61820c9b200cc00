import { courseSettings } from '@lectern/courses/web';
import { teamSections } from '@lectern/teams/web';
import { Elsewhere, fill, screen, to, webPlugin } from '@lectern/ui';
import { personSections } from '@lectern/users/web';
import { t } from './messages.ts';

export { roleName } from './words/roles.ts';

const settings = { access: 'signed-in', permission: 'access.read', frame: 'settings' } as const;
const group = () => t('group');
const known = async (context: Parameters<typeof import('./words/known.ts').known>[0]) =>
  (await import('./words/known.ts')).known(context);

export const accessWeb = webPlugin({
  id: 'access',
  screens: [
    screen({
      ...settings,
      path: '/people/roles',
      title: () => t('roles'),
      place: { menu: 'settings', group, label: () => t('roles'), icon: 'key-round', order: 22 },
      load: known,
      component: () => import('./roles/list.tsx'),
    }),
    screen({
      ...settings,
      path: '/people/roles/new',
      title: () => t('role.new'),
      permission: 'access.define',
      load: known,
      component: () => import('./roles/new.tsx'),
    }),
    screen({
      ...settings,
      path: '/people/roles/:roleId',
      title: () => t('roles'),
      load: async ({ params: { roleId }, ...context }) => {
        const here = await known(context);
        // Removed meanwhile, or the link is an old one.
        if (!here.roles.some(({ id }) => id === roleId)) throw new Elsewhere(to('/people/roles'));
        return { id: roleId, known: here };
      },
      component: () => import('./roles/role.tsx'),
    }),
    screen({
      ...settings,
      path: '/people/access',
      title: () => t('review'),
      place: { menu: 'settings', group, label: () => t('review'), icon: 'list-checks', order: 24 },
      load: async ({ lms, query, signal }) => {
        const [{ askedOf }, { reviewPage }] = await Promise.all([
          import('./review/asked.ts'),
          import('./review/pages.ts'),
        ]);
        const asked = askedOf(query);
        const [here, page] = await Promise.all([known({ lms, signal }), reviewPage(lms, asked, { signal })]);
        return { asked, known: here, page };
      },
      component: () => import('./review/page.tsx'),
    }),
    screen({
      access: 'signed-in',
      frame: 'settings',
      path: '/people/access/why',
      title: () => t('why'),
      load: async (context) => (await import('./why/page.tsx')).askWhy(context),
      component: () => import('./why/page.tsx'),
    }),
    screen({
      access: 'signed-in',
      path: '/teach/:courseId/access',
      title: () => t('here'),
      load: async (context) => (await import('./course/page.tsx')).whoHere(context),
      component: () => import('./course/page.tsx'),
    }),
  ],
  fills: [
    fill(personSections, { component: () => import('./of-person.tsx'), order: 10 }),
    fill(teamSections, { component: () => import('./of-team.tsx') }),
    fill(courseSettings, { component: () => import('./course/link.tsx'), order: 20 }),
  ],
});
