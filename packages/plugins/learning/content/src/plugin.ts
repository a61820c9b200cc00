import { coursesService, lessonRemoved } from '@lectern/courses/contract';
import { definePlugin, fill, on } from '@lectern/kit';
import { mediaService, mediaUsage } from '@lectern/media/contract';
import { usersService } from '@lectern/users/contract';
import { contentContract } from './contract.ts';
import { contentHandlers } from './handlers.ts';
import { seedCourses } from './seed.ts';
import { createContent } from './service.ts';
import { lessonMedia, lessonVersions } from './tables.ts';

export const contentPlugin = definePlugin({
  contract: contentContract,
  needs: { courses: coursesService, media: mediaService, users: usersService },
  tables: [lessonVersions, lessonMedia],
  migrations: new URL('../migrations/', import.meta.url),
  service: createContent,
  handlers: contentHandlers,
  reactions: (content) => [on(lessonRemoved, ({ lessonId }) => content.forgetLesson(lessonId))],
  fills: (content) => [fill(mediaUsage, content)],
  seed: seedCourses,
});
