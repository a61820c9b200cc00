// The job: a file that somebody sent becomes tracks that play, or the video says in plain words why not.
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type JobRun, Refusal } from '@lectern/kit';
import { errors } from '@lectern/organizations/contract';
import { BrokenBoxes } from './cmaf/boxes.ts';
import type { VideoContext } from './context.ts';
import { videoAdvanced } from './contract.ts';
import { VideoFault } from './fault.ts';
import { findPrograms } from './ffmpeg/find.ts';
import { probe } from './ffmpeg/probe.ts';
import { inScratch, scratchRoot, sweepScratch } from './ffmpeg/scratch.ts';
import { makeTracks, type Shelf } from './making.ts';
import * as queries from './queries.ts';
import { type Made, transcodeJob, type Videos } from './service.ts';

/** A job's handler. What the file cannot be is told to the video; what may be otherwise another time is thrown. */
export async function transcode(ctx: VideoContext, videos: Videos, mediaId: string, run: JobRun): Promise<void> {
  try {
    const made = await make(ctx, mediaId, run);
    if (made) await run.finish(() => videos.ready(mediaId, made));
  } catch (error) {
    run.signal.throwIfAborted();
    const fault = error instanceof BrokenBoxes ? new VideoFault('cannot-convert', error.message) : error;
    if (!(fault instanceof VideoFault) && run.attempt < transcodeJob.options.attempts!) throw error;
    ctx.log.warn('a video could not be made', { media: mediaId, error: String(fault) });
    const code = fault instanceof VideoFault ? fault.code : 'interrupted';
    await run.finish(() => videos.failed(mediaId, code));
  }
}

/** @returns undefined when there is nothing to do */
async function make(ctx: VideoContext, mediaId: string, run: JobRun): Promise<Made | undefined> {
  const { data, settings, needs } = ctx;
  const known = await data.one(queries.video, { media: mediaId });
  if (known?.state !== 'making') return undefined;
  const programs = await findPrograms(settings);
  if (!programs) throw new VideoFault('no-ffmpeg');
  const stored = await needs.media.stored(mediaId);
  if (!stored) throw new VideoFault('gone');
  const root = await scratchRoot(settings.scratch);
  await sweepScratch(root);
  return inScratch(root, async (folder) => {
    const path = join(folder, 'source');
    const file = await ctx.storage.get(stored.digest);
    if (!file) throw new VideoFault('gone');
    await pipeline(Readable.from(file.body), createWriteStream(path), { signal: run.signal });
    const probed = await probe(programs, path, { folder, signal: run.signal, maxHours: settings.maxHours });
    const { width, height, rate } = probed.picture;
    const facts = { seconds: probed.duration, width, height, rate: `${rate[0]}/${rate[1]}` };
    await takeMinutes(ctx, mediaId, probed.duration, () => data.run(queries.known, { media: mediaId, ...facts }));
    const source = { probed, folder, signal: run.signal };
    return makeTracks({
      programs,
      source,
      sourceDigest: stored.digest,
      storage: ctx.storage,
      shelf: shelfOf(ctx, mediaId, known.course, probed.duration),
      progress: (seconds) => void run.progress(Math.floor(seconds), Math.ceil(probed.duration)).catch(() => {}),
    });
  });
}

/** Pieces in rows of ours; whoever watches hears of each. */
const shelfOf = ({ data, emit }: VideoContext, media: string, courseId: string, duration: number): Shelf => ({
  async kept(recipe) {
    await data.run(queries.forgetOtherPieces, { media, recipe });
    return data.all(queries.pieces, { media, recipe });
  },
  keep: (recipe, part, pieces, seconds) =>
    data.unit(async () => {
      for (const piece of pieces) await data.run(queries.addPiece, { ...piece, media, part, recipe });
      const percent = Math.floor((seconds / duration) * 100);
      // Behind the last piece it is ready in a moment, and says so.
      if (percent < 99) await emit(videoAdvanced, { mediaId: media, courseId, percent });
    }),
});

/** A film that goes on after it was interrupted has been counted. @throws VideoFault when the school has no minutes left */
async function takeMinutes(ctx: VideoContext, media: string, seconds: number, known: () => Promise<unknown>) {
  try {
    await ctx.data.unit(async () => {
      const before = await ctx.data.one(queries.video, { media });
      if (before?.seconds == null) await ctx.needs.organizations.room('minutes', Math.ceil(seconds / 60));
      await known();
    });
  } catch (error) {
    if (error instanceof Refusal && error.problem.code === errors.quotaReached.code)
      throw new VideoFault('no-minutes-left', error.message);
    throw error;
  }
}
