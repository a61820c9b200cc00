import { contentService } from '@lectern/content/contract';
import { courseRemoved, coursesService, lessonRemoved } from '@lectern/courses/contract';
import { enrollmentService } from '@lectern/enrollment/contract';
import { definePlugin, on } from '@lectern/kit';
import { personMerged } from '@lectern/users/contract';
import { progressContract } from './contract.ts';
import { progressHandlers } from './handlers.ts';
import { seedProgress } from './seed.ts';
import { createProgress } from './service.ts';
import { courseProgress, lessonProgress } from './tables.ts';

export const progressPlugin = definePlugin({
  contract: progressContract,
  // Who may read a lesson has progress in it: content declares that permission.
  needs: { courses: coursesService, enrollment: enrollmentService, content: contentService },
  tables: [lessonProgress, courseProgress],
  migrations: new URL('../migrations/', import.meta.url),
  service: createProgress,
  handlers: progressHandlers,
  // Totals are asked of the courses, so a lesson that is added needs nothing here.
  reactions: (progress) => [
    on(lessonRemoved, ({ courseId, lessonId }) => progress.forgetLesson(courseId, lessonId)),
    on(personMerged, ({ intoId }) => progress.wholeAgain(intoId)),
    on(courseRemoved, ({ courseId }) => progress.forgetCourse(courseId)),
  ],
  seed: seedProgress,
});
