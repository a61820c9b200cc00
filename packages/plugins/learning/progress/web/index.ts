import { courseSettings } from '@lectern/courses/web';
import { fill, screen, webPlugin } from '@lectern/ui';
import { t } from './messages.ts';

export { homeEnd } from './places.ts';

export const progressWeb = webPlugin({
  id: 'progress',
  screens: [
    screen({
      path: '/home',
      title: () => t('my-learning'),
      access: 'signed-in',
      place: { menu: 'main', label: () => t('my-learning'), short: () => t('short'), icon: 'book-open', order: 20 },
      load: async ({ lms, signal }) => {
        const { items } = await lms.progress.mine({}, { signal });
        const courses = await Promise.all(
          items.map(({ courseId }) => lms.courses.get({ courseId }, { signal }).catch(() => undefined)),
        );
        return {
          table: items.flatMap((progress, index) => (courses[index] ? [{ progress, course: courses[index] }] : [])),
          hour: new Date().getHours(),
        };
      },
      component: () => import('./home.tsx'),
    }),
    screen({
      path: '/teach/:courseId/people',
      title: ({ course }) => t('people.of', { course: course.title }),
      access: 'signed-in',
      load: async ({ lms, params: { courseId }, signal }) => {
        const [course, page] = await Promise.all([
          lms.courses.get({ courseId }, { signal }),
          lms.progress.people({ courseId, limit: 50 }, { signal }),
        ]);
        return { course, page };
      },
      component: () => import('./people.tsx'),
    }),
  ],
  fills: [fill(courseSettings, { order: 10, component: () => import('./to-people.tsx') })],
});
