import { lessonBody } from '@lectern/content/web';
import { lessonAdders, lessonEditor } from '@lectern/courses/web';
import { fill, screen, webPlugin } from '@lectern/ui';
import { t } from './messages.ts';

export { type QuestionInputProps, questionInput } from './places.ts';

export const assessmentWeb = webPlugin({
  id: 'assessment',
  screens: [
    screen({
      path: '/teach/:courseId/:lessonId/results',
      title: ({ lesson }) => t('results-of', { lesson: lesson.title }),
      access: 'signed-in',
      load: async ({ lms, params: { courseId, lessonId }, signal }) => {
        const [course, results, statistics] = await Promise.all([
          lms.courses.get({ courseId }, { signal }),
          lms.assessment.results({ lessonId }, { signal }),
          lms.assessment.questionStats({ lessonId }, { signal }),
        ]);
        const lesson = course.sections.flatMap(({ lessons }) => lessons).find(({ id }) => id === lessonId);
        return { course, results, statistics, lesson: { id: lessonId, title: lesson?.title ?? '' } };
      },
      component: () => import('./results.tsx'),
    }),
    screen({
      path: '/teach/:courseId/:lessonId/results/:userId/:attempt',
      title: ({ attempt: { name, number } }) => `${name}: ${t('attempt', { number })}`,
      access: 'signed-in',
      load: async ({ lms, params: { courseId, lessonId, userId, attempt: number }, signal }) => {
        const [course, attempt] = await Promise.all([
          lms.courses.get({ courseId }, { signal }),
          lms.assessment.attempt({ lessonId, userId, attempt: Number(number) }, { signal }),
        ]);
        const lesson = course.sections.flatMap(({ lessons }) => lessons).find(({ id }) => id === lessonId);
        return { course, attempt, lesson: { id: lessonId, title: lesson?.title ?? '' } };
      },
      component: () => import('./attempt.tsx'),
    }),
  ],
  fills: [
    fill(lessonBody('quiz'), { component: () => import('./quiz.tsx') }),
    fill(lessonEditor('quiz'), { component: () => import('./editor.tsx') }),
    fill(lessonAdders, { component: () => import('./adder.tsx') }),
  ],
});
