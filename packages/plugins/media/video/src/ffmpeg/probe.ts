// What a file says it is, before any of it is decoded; what cannot be made into a video is refused here, in plain words.
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { VideoFault } from '../fault.ts';
import type { Picture } from '../ladder.ts';
import { steadyRate } from '../ladder.ts';
import { ProgramError, runProgram } from './child.ts';
import type { Programs } from './find.ts';
import { opened } from './source.ts';

export interface Probed {
  /** What to read: the file, or the same streams in another container. */
  readonly path: string;
  readonly picture: Picture;
  /** Seconds, from the header; never 0. */
  readonly duration: number;
  /** Whether it is the picture's own length: a header may tell that of the longest track only. */
  readonly exact: boolean;
  readonly sound: boolean;
  readonly interlaced: boolean;
  /** Number of the picture among the streams of the file. */
  readonly stream: number;
  readonly soundStream: number | undefined;
}

const seconds = z.coerce.number().finite().optional().catch(undefined);
const Stream = z.object({
  index: z.number().int(),
  codec_type: z.string().optional(),
  codec_name: z.string().optional(),
  codec_tag_string: z.string().optional(),
  width: z.number().int().optional(),
  height: z.number().int().optional(),
  coded_width: z.number().int().optional(),
  sample_aspect_ratio: z.string().optional(),
  avg_frame_rate: z.string().optional(),
  r_frame_rate: z.string().optional(),
  field_order: z.string().optional(),
  duration: seconds,
  channels: z.number().int().optional(),
  disposition: z.object({ attached_pic: z.number().optional(), default: z.number().optional() }).optional(),
  tags: z.object({ rotate: z.string().optional() }).optional(),
  side_data_list: z.array(z.object({ rotation: z.coerce.number().optional().catch(undefined) })).optional(),
});
const Answer = z.object({
  streams: z.array(Stream).default([]),
  format: z.object({ format_name: z.string().optional(), duration: seconds }).default({}),
});
type Stream = z.output<typeof Stream>;

const limits = { seconds: 60, cpuSeconds: 60, fileBytes: 16e6 };
const mostStreams = 100;
const mostSide = 8_192;
const mostDots = 8_192 * 4_320;

/** @param path of a file in a folder of its own @throws VideoFault */
export async function probe(programs: Programs, given: string, options: ProbeOptions): Promise<Probed> {
  const { path, answer } = await asked(programs, given, options);
  if (answer.streams.length > mostStreams) throw new VideoFault('too-many-streams');
  if (answer.streams.some(({ codec_tag_string }) => codec_tag_string === 'encv')) throw new VideoFault('encrypted');
  const pictures = answer.streams.filter(isPicture);
  const chosen = pictures.find(({ disposition }) => disposition?.default === 1) ?? pictures[0];
  const sound = answer.streams.find(
    ({ codec_type, codec_name, channels = 0 }) => codec_type === 'audio' && codec_name && channels > 0,
  );
  if (!chosen) throw new VideoFault(answer.streams.length > 0 ? 'no-picture' : 'not-a-video');
  const picture = pictureOf(chosen);
  const most = options.maxHours * 3_600;
  const told = chosen.duration ?? answer.format.duration;
  // Recorded by a browser a file says no length; one with subtitles says when the last of them ends.
  const sure = told !== undefined && (chosen.duration !== undefined || told <= most);
  const duration = sure ? told : await measured(programs.ffmpeg, path, chosen.index, options);
  if (duration > most) throw new VideoFault('too-long');
  if (!(duration > 0)) throw new VideoFault('damaged', 'it lasts no time');
  return {
    path,
    picture,
    duration,
    exact: chosen.duration !== undefined,
    sound: sound !== undefined,
    interlaced: /^(tt|bb|tb|bt)$/.test(chosen.field_order ?? ''),
    stream: chosen.index,
    soundStream: sound?.index,
  };
}

interface Where {
  readonly folder: string;
  readonly signal: AbortSignal;
}
interface ProbeOptions extends Where {
  readonly maxHours: number;
}
type Answer = z.output<typeof Answer>;

/** The ffprobe of npm crashes on every MPEG transport stream, which its ffmpeg reads: then that puts it in another box. */
async function asked(
  { ffprobe, ffmpeg }: Programs,
  given: string,
  where: Where,
): Promise<{ path: string; answer: Answer }> {
  try {
    return { path: given, answer: await ask(ffprobe, given, where) };
  } catch (error) {
    if (!(error instanceof ProgramError) || error.killed !== 'SIGSEGV') throw error;
  }
  const path = join(where.folder, 'boxed.mkv');
  const args = [
    '-v',
    'error',
    '-nostdin',
    '-y',
    ...opened(given),
    '-map',
    '0:v:0',
    '-map',
    '0:a:0?',
    '-c',
    'copy',
    path,
  ];
  const { size } = await stat(given);
  const box = { seconds: 600, cpuSeconds: 300, fileBytes: size * 1.1 + 1e6 };
  try {
    await runProgram(ffmpeg, args, { ...where, limits: box });
    return { path, answer: await ask(ffprobe, path, where) };
  } catch (error) {
    if (!(error instanceof ProgramError)) throw error;
    throw new VideoFault('not-a-video', error.message);
  }
}
async function ask(ffprobe: string, path: string, where: Where): Promise<Answer> {
  const entries =
    'format=format_name,duration:stream=index,codec_type,codec_name,codec_tag_string,width,height,sample_aspect_ratio,avg_frame_rate,r_frame_rate,field_order,duration,channels:stream_tags=rotate:stream_disposition=attached_pic,default:stream_side_data=rotation';
  try {
    const args = ['-v', 'error', '-of', 'json', '-show_entries', entries, ...opened(path)];
    const { out } = await runProgram(ffprobe, args, { ...where, limits });
    return Answer.parse(JSON.parse(Buffer.from(out, 'latin1').toString('utf8')));
  } catch (error) {
    if (!(error instanceof ProgramError) || error.killed) throw error;
    const broken = /moov atom not found|End of file|Invalid data.*\bmov\b|truncat/i.test(error.message);
    throw new VideoFault(broken ? 'damaged' : 'not-a-video', error.message.slice(-200));
  }
}

/** Covers of songs and single pictures are streams too. */
const isPicture = ({ codec_type, codec_name, disposition }: Stream) =>
  codec_type === 'video' && codec_name !== undefined && disposition?.attached_pic !== 1;

function pictureOf(stream: Stream): Picture {
  const { width = 0, height = 0 } = stream;
  if (width < 1 || height < 1) throw new VideoFault('damaged', 'a picture without a size');
  if (Math.max(width, height) > mostSide || width * height > mostDots) throw new VideoFault('too-large-picture');
  const [wide, high] = (stream.sample_aspect_ratio ?? '1:1').split(':').map(Number);
  const stretch = wide && high && wide / high > 0.2 && wide / high < 5 ? wide / high : 1;
  const turned = stream.side_data_list?.find(({ rotation }) => rotation !== undefined)?.rotation;
  const rotation = Math.abs(turned ?? Number(stream.tags?.rotate ?? 0));
  const shown = [Math.round(width * stretch), height] as const;
  const [across, down] = rotation % 180 === 90 ? [shown[1], shown[0]] : shown;
  return {
    width: across,
    height: down,
    rate: steadyRate(fraction(stream.avg_frame_rate) ?? fraction(stream.r_frame_rate)),
  };
}
function fraction(text: string | undefined): number | undefined {
  const [over, under] = (text ?? '').split('/').map(Number);
  const value = over && under ? over / under : Number.NaN;
  return Number.isFinite(value) && value > 0.01 && value <= 240 ? value : undefined;
}

/** What browsers record says no length: then its packets are read once, without decoding. */
async function measured(
  ffmpeg: string,
  path: string,
  stream: number,
  { maxHours, ...where }: ProbeOptions,
): Promise<number> {
  let last = 0;
  const args = ['-v', 'error', '-nostdin', ...opened(path), '-map', `0:${stream}`, '-c', 'copy'];
  args.push('-t', String(maxHours * 3_600 + 60), '-progress', 'pipe:1', '-f', 'null', '-');
  await runProgram(ffmpeg, args, {
    ...where,
    limits: { seconds: 600, cpuSeconds: 300, fileBytes: 16e6 },
    onLine: (line) => {
      const [, value] = /^out_time_(?:us|ms)=(\d+)$/.exec(line) ?? [];
      if (value) last = Number(value) / 1e6; // both are microseconds: a mistake that ffmpeg keeps
    },
  }).catch((error) => {
    if (!(error instanceof ProgramError)) throw error;
    throw new VideoFault('damaged', error.message);
  });
  return last;
}
