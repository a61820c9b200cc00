import { courseRemoved, coursesService } from '@lectern/courses/contract';
import { definePlugin, fill, on, titlesSlot } from '@lectern/kit';
import { meterSlot, organizationsService } from '@lectern/organizations/contract';
import { mediaContract } from './contract.ts';
import { mediaHandlers } from './handlers.ts';
import { mediaJobs } from './jobs.ts';
import { settings } from './service/context.ts';
import { createMedia } from './service.ts';
import { mediaItems, mediaParts, mediaUploads } from './tables.ts';

export const mediaPlugin = definePlugin({
  contract: mediaContract,
  needs: { courses: coursesService, organizations: organizationsService },
  settings,
  tables: [mediaItems, mediaUploads, mediaParts],
  migrations: new URL('../migrations/', import.meta.url),
  service: createMedia,
  handlers: mediaHandlers,
  reactions: (media) => [
    on(courseRemoved, async ({ courseId }) => {
      await media.forgetCourse(courseId);
      await media.forgetUploads(courseId);
    }),
  ],
  jobs: mediaJobs,
  fills: ({ bytesUsed, many }) => [
    fill(meterSlot, { kind: 'bytes', used: bytesUsed }),
    fill(titlesSlot, {
      type: 'media',
      titles: async (ids) => new Map([...(await many(ids))].map(([id, { name }]) => [id, name])),
    }),
  ],
});
