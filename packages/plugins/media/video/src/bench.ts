// The whole way from a file to tracks in storage, for whoever measures it: no database, no queue.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { StoragePort } from '@lectern/kit';
import { findPrograms, howToGet, type Programs } from './ffmpeg/find.ts';
import { probe } from './ffmpeg/probe.ts';
import { inScratch, scratchRoot } from './ffmpeg/scratch.ts';
import { cutting, ladder } from './ladder.ts';
import { type Kept, makeTracks } from './making.ts';
import type { Made } from './service.ts';

export async function programs(): Promise<Programs> {
  const found = await findPrograms({});
  if (!found) throw new Error(howToGet);
  return found;
}

/** What the job does with a file on disk: the same pieces, the same tracks. */
export async function videoLadder(
  path: string,
  storage: Pick<StoragePort, 'put' | 'get'>,
  signal = new AbortController().signal,
): Promise<Made> {
  const found = await programs();
  return inScratch(await scratchRoot(undefined), async (folder) => {
    const probed = await probe(found, path, { folder, signal, maxHours: 24 });
    const kept: (Kept & { part: number })[] = [];
    return makeTracks({
      programs: found,
      source: { probed, folder, signal },
      sourceDigest: path,
      storage,
      shelf: {
        kept: async () => kept,
        keep: async (_, part, pieces) => void kept.push(...pieces.map((piece) => ({ ...piece, part }))),
      },
      progress: () => {},
    });
  });
}
/** A file of so many seconds that moves and sounds, made by ffmpeg itself. */
export async function madeVideo(
  folder: string,
  { seconds = 60, size = '1280x720', rate = '30' }: { seconds?: number; size?: string; rate?: string } = {},
): Promise<string> {
  const path = join(folder, 'made.mp4');
  const args = ['-v', 'error', '-y', '-f', 'lavfi', '-i', `testsrc2=s=${size}:r=${rate}:d=${seconds}`];
  args.push('-f', 'lavfi', '-i', `sine=d=${seconds}`, '-c:v', 'libx264', '-preset', 'veryfast', '-crf', '20');
  args.push('-c:a', 'aac', '-shortest', path);
  await promisify(execFile)((await programs()).ffmpeg, args);
  return path;
}

/** What somebody would write by hand for the same rungs: one command, nothing kept in between, nothing to go on from. */
export async function ladderByHand(path: string, folder: string): Promise<void> {
  const { ffmpeg, ...rest } = await programs();
  const signal = new AbortController().signal;
  const { picture } = await probe({ ffmpeg, ...rest }, path, { folder, signal, maxHours: 24 });
  const rungs = ladder(picture);
  const { group } = cutting(picture.rate);
  const scaled = rungs.map(({ width, height }, i) => `[in${i}]scale=${width}:${height}[out${i}]`).join(';');
  const split = `[0:v:0]format=yuv420p,split=${rungs.length}${rungs.map((_, i) => `[in${i}]`).join('')}`;
  const rates = rungs.flatMap(({ maxRate }, i) => [
    `-maxrate:v:${i}`,
    `${maxRate}`,
    `-bufsize:v:${i}`,
    `${maxRate * 2}`,
  ]);
  const args = ['-v', 'error', '-nostdin', '-y', '-i', path, '-filter_complex', `${split};${scaled}`];
  args.push(...rungs.flatMap((_, i) => ['-map', `[out${i}]`]), '-map', '0:a?');
  args.push('-c:v', 'libx264', '-preset', 'veryfast', '-profile:v', 'high', '-crf', '23', ...rates);
  args.push(
    '-x264-params',
    `keyint=${group}:min-keyint=${group}:scenecut=0`,
    '-c:a',
    'aac',
    '-b:a',
    '128k',
    '-ac',
    '2',
  );
  args.push('-f', 'dash', '-seg_duration', '6', '-single_file', '1', '-hls_playlist', '1');
  args.push('-adaptation_sets', 'id=0,streams=v id=1,streams=a', join(folder, 'manifest.mpd'));
  await promisify(execFile)(ffmpeg, args, { cwd: folder });
}
