// The commands. One piece: every rung at once from one decoding; the sound once for the whole; a picture to wait behind.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { VideoFault } from '../fault.ts';
import type { Cutting, Rung } from '../ladder.ts';
import { type ChildOptions, ProgramError, runProgram } from './child.ts';
import type { Programs } from './find.ts';
import type { Probed } from './probe.ts';
import { opened } from './source.ts';

/** A change here makes pieces that do not fit those of before: say another number. */
export const recipe = 1;
export const soundRate = 48_000;
export const soundTicks = 1_024; // samples in a frame of AAC
const soundSegment = 6;

export interface Source {
  readonly probed: Probed;
  readonly folder: string;
  readonly signal: AbortSignal;
}
const quiet = ['-v', 'error', '-nostdin', '-y'];
const bare = ['-map_metadata', '-1', '-map_chapters', '-1', '-fflags', '+bitexact'];
const fragmented = ['-f', 'mp4', '-use_editlist', '0', '-movflags'];
const flags = '+empty_moov+default_base_moof';

/**
 * @param number of the piece, from 0
 * @returns the files, one for each rung; they hold fewer frames than a piece has when the video ends in it
 * @throws VideoFault
 */
export async function encodePiece(
  programs: Programs,
  { probed, folder, signal }: Source,
  rungs: readonly Rung[],
  cutting: Cutting,
  number: number,
  onSeconds: (seconds: number) => void,
): Promise<string[]> {
  const { rate, group, piece } = cutting;
  const from = (number * piece * rate[1]) / rate[0];
  const files = rungs.map(({ name }) => join(folder, `piece-${name}.mp4`));
  const args = [
    ...quiet,
    // From the key frame before, with the times of the file: which frame is shown at a moment then follows from the whole
    // file, and a piece neither loses nor repeats a frame at its borders.
    ...opened(probed.path, '-noaccurate_seek', '-ss', Math.max(0, from - 1).toFixed(6), '-copyts', '-start_at_zero'),
    '-filter_complex',
    filters(probed, rungs, cutting, from),
    ...rungs.flatMap(({ maxRate }, i) => [
      ...['-map', `[out${i}]`, '-c:v', 'libx264', '-preset', 'veryfast', '-profile:v', 'high', '-crf', '23'],
      ...['-maxrate', String(maxRate), '-bufsize', String(maxRate * 2)],
      ...['-x264-params', `keyint=${group}:min-keyint=${group}:scenecut=0:open-gop=0`],
      ...['-video_track_timescale', String(rate[0] * ticksOf(rate)), ...bare, ...fragmented, `${flags}+frag_keyframe`],
      `file:${files[i]}`,
    ]),
    '-progress',
    'pipe:1',
  ];
  const seconds = (piece * rate[1]) / rate[0];
  // A minute of 4K may take a small machine half an hour; a file that takes longer means harm.
  const limits = { seconds: 120 + seconds * 60, cpuSeconds: 240 + seconds * 240, fileBytes: 2e9 };
  await converting(programs.ffmpeg, args, {
    folder,
    limits,
    signal,
    onLine: (line) => {
      const [, value] = /^out_time_(?:us|ms)=(\d+)$/.exec(line) ?? [];
      if (value) onSeconds(Math.min(seconds, Number(value) / 1e6));
    },
  });
  return files;
}
/** Ticks of a frame: enough that the clock has thousands in a second. */
const ticksOf = (rate: Cutting['rate']) => (rate[0] >= 10_000 ? 1 : 1_000);
export const videoClock = ({ rate }: Cutting) => ({
  timescale: rate[0] * ticksOf(rate),
  ticks: rate[1] * ticksOf(rate),
});

/** Each size is scaled from the next larger one: a 4K source is read once. */
function filters(
  { stream, interlaced }: Probed,
  rungs: readonly Rung[],
  { rate, piece }: Cutting,
  from: number,
): string {
  const steady = `fps=fps=${rate[0]}/${rate[1]}:start_time=${from.toFixed(6)},trim=end_frame=${piece},setpts=N/(${rate[0]}/${rate[1]})/TB`;
  const [first, ...rest] = rungs.map(({ width, height }) => `scale=${width}:${height},setsar=1`);
  const chain = [`[0:${stream}]${interlaced ? 'yadif=deint=interlaced,' : ''}${steady},${first},format=yuv420p`];
  let label = 'out0';
  const graph: string[] = [];
  rest.forEach((scale, i) => {
    chain.push(`split[out${i}][in${i + 1}]`);
    graph.push(`${chain.join(',')}`);
    chain.length = 0;
    chain.push(`[in${i + 1}]${scale}`);
    label = `out${i + 1}`;
  });
  return [...graph, `${chain.join(',')}[${label}]`].join(';');
}

/** @param seconds how long the picture lasts: the sound ends with it @returns undefined when none came out */
export async function encodeSound(
  { ffmpeg }: Programs,
  { probed, folder, signal }: Source,
  seconds: number,
): Promise<string | undefined> {
  if (probed.soundStream === undefined) return undefined;
  const file = join(folder, 'sound.mp4');
  const args = [
    ...quiet,
    ...opened(probed.path, '-copyts', '-start_at_zero'),
    ...['-map', `0:${probed.soundStream}`, '-vn', '-sn', '-dn', '-ac', '2'],
    // Silence where there is none, so that it keeps step with the picture. The encoder puts 1,024 samples before the first
    // and there is no edit list to say so: as many are taken away.
    ...['-af', `aresample=${soundRate}:async=1:first_pts=0,atrim=start_sample=${soundTicks},asetpts=N/SR/TB`],
    ...['-t', seconds.toFixed(3), '-c:a', 'aac', '-b:a', '128k', '-ar', String(soundRate), ...bare],
    ...[...fragmented, flags, '-frag_duration', String(soundSegment * 1e6), `file:${file}`],
  ];
  const limits = { seconds: 120 + seconds, cpuSeconds: 120 + seconds, fileBytes: 10e6 + seconds * 40_000 };
  try {
    await runProgram(ffmpeg, args, { folder, limits, signal });
    return file;
  } catch (error) {
    if (error instanceof ProgramError && !error.killed) return undefined; // a broken track of sound: the picture stays
    throw error;
  }
}

/** A frame that is not black, as JPEG; the first when all are. @returns undefined when there is none */
export async function encodePoster(
  { ffmpeg }: Programs,
  { probed, folder, signal }: Source,
  seconds: number,
): Promise<string | undefined> {
  const limits = { seconds: 120, cpuSeconds: 240, fileBytes: 20e6 };
  let dark: string | undefined;
  for (const [i, part] of [0.1, 0.3, 0.5, 0.8, 0].entries()) {
    const [file, dots] = [join(folder, `poster-${i}.jpg`), join(folder, `dots-${i}.raw`)];
    const graph = `[0:${probed.stream}]split[a][b];[a]scale='min(1280,iw)':-2,setsar=1,format=yuvj420p[picture];[b]scale=32:18,format=gray[dots]`;
    const args = [...quiet, ...opened(probed.path, '-ss', (seconds * part).toFixed(3)), '-filter_complex', graph];
    args.push(
      '-map',
      '[picture]',
      '-frames:v',
      '1',
      '-c:v',
      'mjpeg',
      '-q:v',
      '4',
      '-f',
      'image2',
      '-update',
      '1',
      file,
    );
    args.push('-map', '[dots]', '-frames:v', '1', '-f', 'rawvideo', dots);
    try {
      await runProgram(ffmpeg, args, { folder, limits, signal });
      const levels = await readFile(dots);
      const mean = levels.reduce((sum, level) => sum + level, 0) / levels.length;
      const spread = Math.max(...levels) - Math.min(...levels);
      if (levels.length > 0) dark ??= file;
      if (mean > 30 && spread > 24) return file;
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof ProgramError) && (error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
  return dark;
}

/** Killed from outside it may succeed another time; what it refuses it will refuse again. */
async function converting(program: string, args: readonly string[], options: ChildOptions): Promise<void> {
  try {
    await runProgram(program, args, options);
  } catch (error) {
    if (error instanceof ProgramError && !error.killed && !/No space left/.test(error.message))
      throw new VideoFault('cannot-convert', error.message.slice(-300));
    throw error;
  }
}
