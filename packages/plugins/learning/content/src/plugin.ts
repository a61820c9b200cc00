import { courseRemoved, coursesService, lessonRemoved } from '@lectern/courses/contract';
import { definePlugin, on } from '@lectern/kit';
import { usersService } from '@lectern/users/contract';
import { contentContract } from './contract.ts';
import { contentHandlers } from './handlers.ts';
import { seedCourses } from './seed.ts';
import { createContent } from './service.ts';
import { assets, lessonVersions } from './tables.ts';

export const contentPlugin = definePlugin({
  contract: contentContract,
  needs: { courses: coursesService, users: usersService },
  tables: [lessonVersions, assets],
  migrations: new URL('../migrations/', import.meta.url),
  service: createContent,
  handlers: contentHandlers,
  reactions: (content) => [
    on(lessonRemoved, ({ lessonId }) => content.forgetLesson(lessonId)),
    on(courseRemoved, ({ courseId }) => content.forgetCourse(courseId)),
  ],
  seed: seedCourses,
});
