import { screen, webPlugin } from '@lectern/ui';
import { t } from './messages.ts';

export { courseSettings, type LessonEditorProps, lessonAdders, lessonEditor } from './places.ts';

export const coursesWeb = webPlugin({
  id: 'courses',
  screens: [
    screen({
      path: '/',
      title: ({ search }) => (search ? t('search.title', { search }) : ''),
      access: 'public',
      place: { menu: 'main', label: () => t('courses'), icon: 'library', order: 10 },
      load: async ({ lms, query, signal }) => {
        const search = query.get('q') ?? '';
        const [page, school] = await Promise.all([
          lms.courses.list({ limit: 24, ...(search && { search }) }, { signal }),
          lms.organizations.current({}, { signal }),
        ]);
        return { page, search, school };
      },
      head: ({ page, school }) => ({
        ...(school.summary && { description: school.summary }),
        jsonLd: {
          '@context': 'https://schema.org',
          '@type': 'ItemList',
          itemListElement: page.items.map((course, index) => ({
            '@type': 'ListItem',
            position: index + 1,
            item: {
              '@type': 'Course',
              name: course.title,
              description: course.summary || course.title,
              provider: { '@type': 'Organization', name: school.name },
            },
          })),
        },
      }),
      component: () => import('./catalogue.tsx'),
    }),
    screen({
      path: '/courses/:slug',
      title: ({ course }) => course.title,
      access: 'public',
      load: async ({ lms, params, viewer, signal }) => {
        const course = await lms.courses.find({ slug: params.slug }, { signal });
        if (!viewer) return { course, progress: undefined, enrolled: false };
        const { items } = await lms.enrollment.mine({}, { signal });
        const enrolled = items.some(({ courseId }) => courseId === course.id);
        return {
          course,
          enrolled,
          progress: enrolled ? await lms.progress.course({ courseId: course.id }, { signal }) : undefined,
        };
      },
      head: ({ course }) => ({
        description: course.summary || course.title,
        jsonLd: {
          '@context': 'https://schema.org',
          '@type': 'Course',
          name: course.title,
          description: course.summary || course.title,
          inLanguage: course.language,
          author: { '@type': 'Person', name: course.author },
          timeRequired: `PT${course.minutes}M`,
          isAccessibleForFree: true,
        },
      }),
      component: () => import('./course.tsx'),
    }),
    screen({
      path: '/teach',
      title: () => t('teach.title'),
      access: 'signed-in',
      permission: 'course.create',
      place: { menu: 'main', label: () => t('teach'), icon: 'pencil-line', order: 40 },
      load: ({ lms, signal }) => lms.courses.teaching({ limit: 100 }, { signal }),
      component: () => import('./teach.tsx'),
    }),
    screen({
      path: '/teach/:courseId',
      title: ({ course }) => course.title,
      access: 'signed-in',
      load: async ({ lms, params, signal }) => ({
        course: await lms.courses.get({ courseId: params.courseId }, { signal }),
      }),
      component: () => import('./builder.tsx'),
    }),
  ],
});
