import { contentService } from '@lectern/content/contract';
import { courseRemoved, coursesService } from '@lectern/courses/contract';
import { definePlugin, fill, on } from '@lectern/kit';
import { importerSlot, interopContract } from './contract.ts';
import { interopHandlers } from './handlers.ts';
import { interopJobs } from './jobs.ts';
import { markdownImporter } from './markdown/importer.ts';
import { createInterop } from './service.ts';
import { importCourses, importFiles, importParts, imports } from './tables.ts';

export const interopPlugin = definePlugin({
  contract: interopContract,
  needs: { courses: coursesService, content: contentService },
  tables: [imports, importFiles, importCourses, importParts],
  migrations: new URL('../migrations/', import.meta.url),
  service: createInterop,
  handlers: interopHandlers,
  jobs: interopJobs,
  fills: (_, ctx) => [fill(importerSlot, markdownImporter(ctx.needs.content.tools))],
  reactions: (interop) => [on(courseRemoved, ({ courseId }) => interop.forgetCourse(courseId))],
});
