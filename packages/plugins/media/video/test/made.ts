// Material that ffmpeg makes from nothing: moving pictures with the time in them, and tones.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll } from 'vitest';
import { findPrograms, type Programs } from '../src/ffmpeg/find.ts';

export const programs = (await findPrograms({})) as Programs;
export const folder = await mkdtemp(join(tmpdir(), 'lectern-made-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

/** @param args of ffmpeg before the output @returns the path */
export async function made(name: string, ...args: readonly string[]): Promise<string> {
  const path = join(folder, name);
  await promisify(execFile)(programs.ffmpeg, ['-v', 'error', '-nostdin', '-y', ...args, path], { cwd: folder });
  return path;
}
export const picture = (size: string, seconds: number, rate = '30') => [
  '-f',
  'lavfi',
  '-i',
  `testsrc2=s=${size}:r=${rate}:d=${seconds}`,
];
export const tone = (seconds: number) => ['-f', 'lavfi', '-i', `sine=f=440:d=${seconds}`];
export const quick = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p'];

interface Packet {
  readonly pts: number;
  readonly dts: number;
}
/** What ffprobe reads of a file: each packet of its first stream, and the frames that come out of a decoder. */
export async function readBack(
  path: string,
): Promise<{ packets: Packet[]; frames: number; timescale: number; stream: Record<string, string | number> }> {
  const entries = 'packet=pts,dts:stream=width,height,nb_read_frames,time_base,codec_name,channels';
  const args = ['-v', 'error', '-count_frames', '-of', 'json', '-show_entries', entries, path];
  const { stdout } = await promisify(execFile)(programs.ffprobe, args, { maxBuffer: 64e6 });
  const { packets, streams } = JSON.parse(stdout) as {
    packets: Packet[];
    streams: Record<string, string | number>[];
  };
  const stream = streams[0]!;
  return {
    packets,
    stream,
    frames: Number(stream.nb_read_frames),
    timescale: Number(String(stream.time_base).split('/')[1]),
  };
}

/** As much of a storage as making needs. */
export function inMemory() {
  const objects = new Map<string, Buffer>();
  const bytes = (digest: string): Buffer => objects.get(digest)!;
  return {
    bytes,
    async put(body: AsyncIterable<Uint8Array>) {
      const chunks: Uint8Array[] = [];
      for await (const chunk of body) chunks.push(chunk);
      const whole = Buffer.concat(chunks);
      const digest = createHash('sha256').update(whole).digest('hex');
      objects.set(digest, whole);
      return { digest, size: whole.length };
    },
    async get(digest: string) {
      const whole = bytes(digest);
      return {
        size: whole.length,
        body: (async function* () {
          yield whole;
        })(),
      };
    },
  };
}

/** What each frame of a numbered film says. */
export async function greys(path: string): Promise<number[]> {
  const args = ['-v', 'error', '-i', path, '-vf', 'crop=2:2:32:32,format=gray', '-f', 'rawvideo', '-'];
  const { stdout } = await promisify(execFile)(programs.ffmpeg, args, { encoding: 'buffer' });
  // Four dots of each: less does not survive half the colour dots.
  return [...stdout].filter((_, i) => i % 4 === 0).map((level) => Math.round((level * 219) / 255 / 8));
}
