import { type Context, kernelProblems, refuse } from '@lectern/kit';
import type { StreamedVideo, videoService } from '@lectern/video/contract';
import { errors, type Playing } from './contract.ts';
import { captionName } from './names.ts';
import * as queries from './queries.ts';
import { expiryOf, readToken, tokenOf, versionOf } from './token.ts';

export type StreamingContext = Context<{ video: typeof videoService }>;
export type Streaming = ReturnType<typeof createStreaming>;

export function createStreaming(ctx: StreamingContext) {
  const { data } = ctx;
  const { video } = ctx.needs;
  const positionOf = async (user: string, media: string) =>
    (await data.one(queries.position, { user, media }))?.seconds ?? 0;

  return {
    positionOf,
    /** @param site where the school is, as the caller sees it */
    async play(mediaId: string, user: string, site: string): Promise<Playing> {
      const found = (await video.streamed(mediaId)) ?? refuse(errors.notReady);
      const expires = expiryOf(ctx.now().getTime(), found.seconds);
      const token = tokenOf(ctx.signatures, { mediaId, expires, version: versionOf(found) });
      const below = `${site}/api/streaming/play/${token}/${encodeURIComponent(mediaId)}`;
      const { seconds, width, height, poster } = found;
      return {
        mediaId,
        hls: `${below}/master.m3u8`,
        dash: `${below}/manifest.mpd`,
        poster: poster ? `${below}/poster.jpg` : null,
        captions: found.captions.map((one) => ({
          language: one.language,
          label: one.label,
          address: `${below}/${captionName(one)}.vtt`,
        })),
        seconds,
        width,
        height,
        position: await positionOf(user, mediaId),
        expiresAt: new Date(expires * 1_000).toISOString(),
      };
    },
    /** The video that a token opens. @returns with how many seconds are left @throws link_wrong, link_expired */
    async opened(token: string, mediaId: string): Promise<{ video: StreamedVideo; left: number }> {
      const read = readToken(ctx.signatures, token, mediaId) ?? refuse(errors.linkWrong);
      const left = Math.floor(read.expires - ctx.now().getTime() / 1_000);
      if (left <= 0) refuse(errors.linkExpired);
      const found = (await video.streamed(mediaId)) ?? refuse(kernelProblems.notFound);
      if (versionOf(found) !== read.version) refuse(errors.linkExpired);
      return { video: found, left };
    },
    captionText: (mediaId: string, language: string) => video.captionText(mediaId, language),
    async setPosition(user: string, media: string, seconds: number): Promise<void> {
      await data.run(queries.setPosition, { user, media, seconds, at: ctx.now() });
    },
    forget: async (media: string) => void (await data.run(queries.forgetPositions, { media })),
  };
}
