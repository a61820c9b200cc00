// The bare twin of the video job: the one command somebody who knows ffmpeg would write for the same sizes and settings. It
// decodes once, scales each size from the one above, and encodes the sound beside.
import { execFile } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

export interface Rung {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly maxRate: number;
}

/** @param group frames from one key frame to the next @returns bytes that were written */
export async function bareLadder(
  ffmpeg: string,
  source: string,
  folder: string,
  rungs: readonly Rung[],
  group: number,
): Promise<number> {
  const graph = rungs
    .map(({ width, height }, i) => {
      const scaled = `[${i === 0 ? '0:v' : `in${i}`}]scale=${width}:${height}`;
      return i < rungs.length - 1 ? `${scaled},split[out${i}][in${i + 1}]` : `${scaled}[out${i}]`;
    })
    .join(';');
  const fragmented = ['-movflags', '+empty_moov+default_base_moof+frag_keyframe'];
  const args = ['-v', 'error', '-nostdin', '-y', '-i', source, '-filter_complex', graph];
  for (const [i, { name, maxRate }] of rungs.entries())
    args.push(
      ...['-map', `[out${i}]`, '-c:v', 'libx264', '-preset', 'veryfast', '-profile:v', 'high', '-crf', '23'],
      ...['-maxrate', String(maxRate), '-bufsize', String(maxRate * 2), '-pix_fmt', 'yuv420p'],
      ...['-g', String(group), '-keyint_min', String(group), '-sc_threshold', '0'],
      ...[...fragmented, join(folder, `${name}.mp4`)],
    );
  args.push('-map', '0:a', '-c:a', 'aac', '-b:a', '128k', '-ac', '2', '-ar', '48000');
  args.push('-movflags', '+empty_moov+default_base_moof', '-frag_duration', '6000000', join(folder, 'sound.mp4'));
  // As polite as ours, which leaves the processor to the school: else it would win where others work too.
  await promisify(execFile)('nice', ['-n', '10', ffmpeg, ...args]);
  return readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
}
