import { type Handlers, kernelProblems, refuse } from '@lectern/kit';
import type { StreamedVideo } from '@lectern/video/contract';
import type { streamingContract } from './contract.ts';
import { dashManifest } from './dash.ts';
import { captionPlaylist, multivariant, trackPlaylist } from './hls.ts';
import { captionName } from './names.ts';
import type { Streaming, StreamingContext } from './service.ts';
import { type Serving, served } from './serving.ts';

const hls = 'application/vnd.apple.mpegurl';

export const streamingHandlers = (
  streaming: Streaming,
  { storage }: StreamingContext,
): Handlers<typeof streamingContract.operations> => ({
  play: ({ mediaId }, { actor, site }) => streaming.play(mediaId, actor.id, site),
  position: async ({ mediaId }, { actor }) => ({ seconds: await streaming.positionOf(actor.id, mediaId) }),
  async setPosition({ mediaId, seconds }, { actor }) {
    await streaming.setPosition(actor.id, mediaId, seconds);
    return { done: true };
  },
  async file({ token, mediaId, name }, request) {
    const { video, left } = await streaming.opened(token, mediaId);
    const serving = (await fileOf(video, name, streaming)) ?? refuse(kernelProblems.notFound);
    return served(serving, request, storage, left);
  },
});

async function fileOf(video: StreamedVideo, name: string, streaming: Streaming): Promise<Serving | undefined> {
  if (name === 'master.m3u8') return { type: hls, text: multivariant(video) };
  if (name === 'manifest.mpd') return { type: 'application/dash+xml', text: dashManifest(video) };
  if (name === 'poster.jpg') return video.poster && { type: 'image/jpeg', ...video.poster };
  const [, stem, ending] = /^(.+)\.(\w+)$/.exec(name) ?? [];
  const track = video.tracks.find((one) => one.name === stem);
  if (track && ending === 'mp4') return { type: `${track.kind}/mp4`, digest: track.digest, size: track.size };
  if (track && ending === 'm3u8') return { type: hls, text: trackPlaylist(track) };
  const caption = video.captions.find((one) => captionName(one) === stem);
  if (caption && ending === 'm3u8') return { type: hls, text: captionPlaylist(stem!, video.seconds) };
  if (!caption || ending !== 'vtt') return undefined;
  const text = await streaming.captionText(video.mediaId, caption.language);
  return text === undefined ? undefined : { type: 'text/vtt; charset=utf-8', text };
}
