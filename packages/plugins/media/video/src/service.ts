import { createHash } from 'node:crypto';
import { job, kernelProblems, refuse } from '@lectern/kit';
import { z } from 'zod';
import { readCues, toWebVtt, UnreadableCaptions } from './captions/cues.ts';
import type { VideoContext } from './context.ts';
import { errors, type StreamedVideo, type Video, type VideoService, videoFailed, videoReady } from './contract.ts';
import { type FaultCode, faults } from './fault.ts';
import * as queries from './queries.ts';

/** One at a time in a process: each run of ffmpeg takes all cores by itself. */
export const transcodeJob = job('video.transcode', z.object({ mediaId: z.string() }), {
  title: { en: 'Make a film ready to be watched', ar: 'تجهيز فيلم للمشاهدة' },
  concurrency: 1,
  attempts: 5,
});

export interface Made {
  readonly seconds: number;
  readonly poster: { readonly digest: string; readonly size: number } | undefined;
  readonly tracks: StreamedVideo['tracks'];
}
export interface ReadCaptions {
  readonly text: string;
  readonly digest: string;
}
export type Videos = ReturnType<typeof createVideos>;

export function createVideos(ctx: VideoContext) {
  const { data } = ctx;
  const row = async (media: string) => (await data.one(queries.video, { media })) ?? refuse(kernelProblems.notFound);
  const enqueue = (mediaId: string) => ctx.enqueue(transcodeJob, { mediaId }, { key: mediaId });

  async function get(mediaId: string): Promise<Video> {
    const found = await row(mediaId);
    const captions = await data.all(queries.captionsOf, { media: mediaId });
    const { state, percent, code } = await standing(found);
    return {
      mediaId,
      state,
      percent,
      seconds: found.seconds,
      width: found.width,
      height: found.height,
      failure:
        code === undefined ? null : { code, message: faults[code], mayRetry: await ctx.can('media.write', mediaId) },
      captions: captions.map(({ language, label }) => ({ language, label })),
    };
  }
  async function standing({ state, failure, job }: Awaited<ReturnType<typeof row>>) {
    if (state === 'ready') return { state, percent: 100, code: undefined };
    if (state === 'failed') return { state, percent: 0, code: codeOf(failure) };
    const run = job === null ? undefined : await ctx.jobs.find(job);
    // A job that ended without a word to the video: it was killed once too often.
    if (!run || run.state === 'failed' || run.state === 'cancelled')
      return { state: 'failed' as const, percent: 0, code: 'interrupted' as const };
    const percent = run.total > 0 ? Math.min(99, Math.floor((run.done / run.total) * 100)) : 0;
    return { state: run.state === 'waiting' ? ('waiting' as const) : ('working' as const), percent, code: undefined };
  }

  const service = {
    get,

    /** A film was added to a course. Told twice it is made once. */
    async added(mediaId: string, courseId: string): Promise<void> {
      if (await data.one(queries.video, { media: mediaId })) return;
      if (!(await ctx.needs.media.find(mediaId))) return; // gone meanwhile
      const job = await enqueue(mediaId);
      await data.run(queries.begin, { media: mediaId, course: courseId, job, now: ctx.now() });
    },
    async removed(mediaId: string): Promise<void> {
      const found = await data.one(queries.video, { media: mediaId });
      if (!found) return;
      if (found.job !== null) await ctx.jobs.cancel(found.job);
      for (const forget of [queries.forgetTracks, queries.forgetPieces, queries.forgetCaptions, queries.forget])
        await data.run(forget, { media: mediaId });
    },
    async retry(mediaId: string): Promise<Video> {
      if ((await get(mediaId)).state !== 'failed') refuse(errors.notFailed);
      await data.run(queries.again, { media: mediaId, job: await enqueue(mediaId), now: ctx.now() });
      return get(mediaId);
    },

    /** In the unit that ends the job. */
    async ready(mediaId: string, { seconds, poster, tracks }: Made): Promise<void> {
      const found = await data.one(queries.video, { media: mediaId });
      if (!found) return; // removed meanwhile
      await data.run(queries.forgetTracks, { media: mediaId });
      for (const track of tracks) await data.run(queries.addTrack, { ...track, media: mediaId });
      await data.run(queries.forgetPieces, { media: mediaId });
      const facts = { seconds, poster: poster?.digest ?? null, posterSize: poster?.size ?? null };
      await data.run(queries.ready, { media: mediaId, ...facts, now: ctx.now() });
      await ctx.emit(videoReady, { mediaId, courseId: found.course });
    },
    /** Of films made ready this month (UTC), and of those being made. */
    async minutesUsed(): Promise<number> {
      const now = ctx.now();
      const since = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth()));
      return Math.ceil(((await data.one(queries.secondsMade, { since }))?.seconds ?? 0) / 60);
    },
    async failed(mediaId: string, code: FaultCode): Promise<void> {
      const found = await data.one(queries.video, { media: mediaId });
      if (!found) return;
      await data.run(queries.forgetPieces, { media: mediaId });
      await data.run(queries.failed, { media: mediaId, code, now: ctx.now() });
      await ctx.emit(videoFailed, { mediaId, courseId: found.course, code });
    },

    /** Reads what somebody sent; needs no database. @throws video.captions_unreadable */
    readCaptions(text: string): ReadCaptions {
      try {
        const vtt = toWebVtt(readCues(text));
        return { text: vtt, digest: createHash('sha256').update(vtt).digest('hex').slice(0, 16) };
      } catch (error) {
        if (error instanceof UnreadableCaptions)
          return refuse(errors.captionsUnreadable, { pointer: '', detail: error.message });
        throw error;
      }
    },
    async setCaptions(mediaId: string, language: string, read: ReadCaptions, label = nameOf(language)): Promise<void> {
      if (!(await ctx.needs.media.find(mediaId))) refuse(kernelProblems.notFound);
      await data.run(queries.setCaptions, { media: mediaId, language, label, ...read });
    },
    async captions(mediaId: string, language: string, text: string, label?: string): Promise<void> {
      await service.setCaptions(mediaId, language, service.readCaptions(text), label);
    },
    async removeCaptions(mediaId: string, language: string): Promise<void> {
      if ((await data.run(queries.removeCaptions, { media: mediaId, language })) === 0)
        refuse(kernelProblems.notFound, { pointer: '/language' });
    },
    captionText: async (mediaId: string, language: string) =>
      (await data.one(queries.captionText, { media: mediaId, language }))?.text,

    async streamed(mediaId: string): Promise<StreamedVideo | undefined> {
      const found = await data.one(queries.video, { media: mediaId });
      if (found?.state !== 'ready') return undefined;
      const tracks = await data.all(queries.tracks, { media: mediaId });
      const { seconds, width, height, rate, poster, posterSize } = found;
      return {
        mediaId,
        courseId: found.course,
        seconds: seconds!,
        width: width!,
        height: height!,
        rate: rate!,
        poster: poster === null ? undefined : { digest: poster, size: posterSize! },
        tracks: tracks.sort((a, b) => (b.height ?? 0) - (a.height ?? 0)),
        captions: await data.all(queries.captionsOf, { media: mediaId }),
      };
    },
  };
  return service satisfies VideoService;
}

const codeOf = (code: string | null): FaultCode =>
  code !== null && code in faults ? (code as FaultCode) : 'cannot-convert';
/** In its own words: a viewer looks for their language, not for ours. */
const nameOf = (language: string): string => {
  try {
    return new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language;
  } catch {
    return language; // a tag that no standard knows
  }
};
