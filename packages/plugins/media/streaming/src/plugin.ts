import { definePlugin, on } from '@lectern/kit';
import { mediaRemoved } from '@lectern/media/contract';
import { videoService } from '@lectern/video/contract';
import { streamingContract } from './contract.ts';
import { streamingHandlers } from './handlers.ts';
import { createStreaming } from './service.ts';
import { streamingPositions } from './tables.ts';

export const streamingPlugin = definePlugin({
  contract: streamingContract,
  needs: { video: videoService },
  tables: [streamingPositions],
  migrations: new URL('../migrations/', import.meta.url),
  service: createStreaming,
  handlers: streamingHandlers,
  reactions: (streaming) => [on(mediaRemoved, ({ mediaId }) => streaming.forget(mediaId))],
});
