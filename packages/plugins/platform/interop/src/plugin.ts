import { assessmentService } from '@lectern/assessment/contract';
import { contentService } from '@lectern/content/contract';
import { courseRemoved, coursesService } from '@lectern/courses/contract';
import { definePlugin, fill, on, optional } from '@lectern/kit';
import { mediaService } from '@lectern/media/contract';
import { videoService } from '@lectern/video/contract';
import { importerSlot, interopContract } from './contract.ts';
import { interopHandlers } from './handlers.ts';
import { interopJobs } from './jobs.ts';
import { markdownImporter } from './markdown/importer.ts';
import { createInterop } from './service.ts';
import { importCourses, importFiles, importParts, imports } from './tables.ts';

export const interopPlugin = definePlugin({
  contract: interopContract,
  needs: {
    courses: coursesService,
    content: contentService,
    media: mediaService,
    assessment: assessmentService,
    video: optional(videoService),
  },
  tables: [imports, importFiles, importCourses, importParts],
  migrations: new URL('../migrations/', import.meta.url),
  service: createInterop,
  handlers: interopHandlers,
  jobs: interopJobs,
  fills: (_, { needs: { content, media, assessment } }) => [
    fill(importerSlot, markdownImporter({ ...content.tools, judge: media.judge, quiz: assessment.tools })),
  ],
  reactions: (interop) => [on(courseRemoved, ({ courseId }) => interop.forgetCourse(courseId))],
});
