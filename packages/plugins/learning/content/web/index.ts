import { screen, webPlugin } from '@lectern/ui';

/** Sends the person elsewhere while a screen is being loaded; the app knows it by its name. */
class Redirect extends Error {
  override readonly name = 'Redirect';
  readonly path: string;
  constructor(path: string) {
    super(`go to ${path}`);
    this.path = path;
  }
}

export const contentWeb = webPlugin({
  id: 'content',
  screens: [
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
          const resume = lessons.find(({ id }) => id === progress.resume?.lessonId) ?? lessons[0];
          throw new Redirect(resume && params.lesson === undefined ? `/learn/${course.slug}/${resume.slug}` : `/courses/${course.slug}`);
        }
        const reading = await lms.content.read({ lessonId: lesson.id }, { signal });
        return { course, lesson, progress, reading };
      },
      component: () => import('./reader.tsx'),
    }),
  ],
});
