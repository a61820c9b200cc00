import { isProblem } from '@lectern/sdk';
import { Elsewhere, screen, to, webPlugin } from '@lectern/ui';

export { type LessonBodyProps, lessonBody } from './lesson-body.ts';
export { type LessonMediaProps, lessonMedia } from './places.ts';

export const contentWeb = webPlugin({
  id: 'content',
  screens: [
    screen({
      path: '/teach/:courseId/:lessonId',
      title: ({ lesson }) => lesson.title,
      access: 'signed-in',
      load: async ({ lms, params, signal }) => {
        const [course, text] = await Promise.all([
          lms.courses.get({ courseId: params.courseId }, { signal }),
          lms.content.text({ lessonId: params.lessonId }, { signal }),
        ]);
        const lesson = course.sections.flatMap(({ lessons }) => lessons).find(({ id }) => id === params.lessonId);
        if (!lesson) throw new Elsewhere(to('/teach/:courseId', { courseId: course.id }));
        return { course, lesson, text };
      },
      component: () => import('./write.tsx'),
    }),
    screen({
      path: '/learn/:slug/:lesson?',
      title: ({ lesson }) => lesson.title,
      access: 'signed-in',
      frame: 'quiet',
      load: async ({ lms, params, signal }) => {
        const course = await lms.courses.find({ slug: params.slug }, { signal });
        const progress = await lms.progress.course({ courseId: course.id }, { signal });
        const lessons = course.sections.flatMap((section) => section.lessons);
        const lesson = params.lesson === undefined ? undefined : lessons.find(({ slug }) => slug === params.lesson);
        if (!lesson) {
          const at = lessons.findIndex(({ id }) => id === progress.resume?.lessonId);
          const open = ({ id }: { readonly id: string }) => progress.lessons[id] !== 'completed';
          // Where they were; behind what they have finished, the next that is not.
          const resume = lessons.slice(Math.max(0, at)).find(open) ?? lessons.find(open) ?? lessons[Math.max(0, at)];
          const { slug } = course;
          throw new Elsewhere(
            resume && params.lesson === undefined
              ? to('/learn/:slug/:lesson', { slug, lesson: resume.slug })
              : to('/courses/:slug', { slug }),
          );
        }
        const reading = await lms.content.read({ lessonId: lesson.id }, { signal }).catch((error) => {
          // Whoever has not enrolled yet, or has left, finds the offer there.
          if (isProblem(error) && error.status === 403)
            throw new Elsewhere(to('/courses/:slug', { slug: course.slug }));
          throw error;
        });
        return { course, lesson, progress, reading };
      },
      component: () => import('./reader.tsx'),
    }),
  ],
});
