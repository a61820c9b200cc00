import { definePlugin, fill, on, runs } from '@lectern/kit';
import { mediaAdded, mediaRemoved, mediaService } from '@lectern/media/contract';
import { meterSlot, organizationsService } from '@lectern/organizations/contract';
import { videoSettings } from './context.ts';
import { videoContract } from './contract.ts';
import { findPrograms, healthOf } from './ffmpeg/find.ts';
import { videoHandlers } from './handlers.ts';
import { createVideos, transcodeJob } from './service.ts';
import { videoCaptions, videoPieces, videos, videoTracks } from './tables.ts';
import { transcode } from './transcode.ts';

export const videoPlugin = definePlugin({
  contract: videoContract,
  needs: { media: mediaService, organizations: organizationsService },
  settings: videoSettings,
  tables: [videos, videoTracks, videoPieces, videoCaptions],
  migrations: new URL('../migrations/', import.meta.url),
  service: createVideos,
  handlers: videoHandlers,
  reactions: (service) => [
    on(mediaAdded, async ({ mediaId, courseId, kind }) => {
      if (kind === 'video') await service.added(mediaId, courseId);
    }),
    on(mediaRemoved, ({ mediaId }) => service.removed(mediaId)),
  ],
  jobs: (service, ctx) => [runs(transcodeJob, ({ mediaId }, run) => transcode(ctx, service, mediaId, run))],
  fills: ({ minutesUsed }) => [fill(meterSlot, { kind: 'minutes', used: minutesUsed })],
  async health(_, { settings }) {
    return healthOf(await findPrograms(settings));
  },
});
