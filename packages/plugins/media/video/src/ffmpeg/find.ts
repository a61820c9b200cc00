// Where ffmpeg is on this machine. Looked for once, tried before it is believed.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Health } from '@lectern/kit';

export interface Programs {
  readonly ffmpeg: string;
  readonly ffprobe: string;
  /** First line of `ffmpeg -version`: pieces of different versions do not fit together. */
  readonly version: string;
  /** Where each was found, for whoever asks `lms doctor`. */
  readonly found: string;
}
export interface Wanted {
  readonly ffmpeg?: string | undefined;
  readonly ffprobe?: string | undefined;
}
type Candidate = readonly [where: string, path: () => Promise<string | null | undefined>];

// Each names a file that may be missing: ffmpeg-static downloads its own at install, and says a path even when it did not.
const packaged = {
  ffmpeg: [
    ['ffmpeg-static', async () => (await import('ffmpeg-static')).default as unknown as string | null],
    ['@ffmpeg-installer/ffmpeg', async () => (await import('@ffmpeg-installer/ffmpeg')).default.path],
  ],
  ffprobe: [['@ffprobe-installer/ffprobe', async () => (await import('@ffprobe-installer/ffprobe')).default.path]],
} satisfies Record<string, Candidate[]>;

export const howToGet =
  'Install it from your system (Debian: apt install ffmpeg; macOS: brew install ffmpeg), or name both programs in lms.config.ts: settings: { video: { ffmpeg: "/path/ffmpeg", ffprobe: "/path/ffprobe" } }.';

/** For whoever looks after the school. */
export function healthOf(programs: Programs | undefined): Health {
  if (programs) {
    const where = `${programs.found} (${programs.version})`;
    return { state: 'good', says: { en: where, ar: where } };
  }
  return {
    state: 'bad',
    says: {
      en: 'ffmpeg or ffprobe is missing, so videos cannot be made ready',
      ar: 'ffmpeg أو ffprobe غير موجود، فلا يمكن تجهيز مقاطع الفيديو',
    },
    mend: {
      en: howToGet,
      ar: 'ثبّته من نظامك (Debian: apt install ffmpeg؛ macOS: brew install ffmpeg)، أو سمِّ البرنامجين في lms.config.ts: settings: { video: { ffmpeg: "/path/ffmpeg", ffprobe: "/path/ffprobe" } }.',
    },
  };
}

/**
 * In this order: the settings, `LECTERN_FFMPEG` and `LECTERN_FFPROBE`, the npm packages, the system's.
 * @returns undefined when either is missing or does not run
 */
export async function findPrograms(
  wanted: Wanted,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<Programs | undefined> {
  const [ffmpeg, ffprobe] = await Promise.all(
    (['ffmpeg', 'ffprobe'] as const).map((name) =>
      firstThatRuns([
        ['setting', async () => wanted[name]],
        ['environment', async () => environment[`LECTERN_${name.toUpperCase()}`]],
        ...packaged[name],
        ['system', async () => name],
      ]),
    ),
  );
  if (!ffmpeg || !ffprobe) return undefined;
  const found = `ffmpeg: ${ffmpeg.where}, ffprobe: ${ffprobe.where}`;
  return { ffmpeg: ffmpeg.path, ffprobe: ffprobe.path, version: ffmpeg.version, found };
}

async function firstThatRuns(candidates: readonly Candidate[]) {
  for (const [where, ask] of candidates) {
    try {
      const path = await ask();
      if (!path) continue;
      const { stdout } = await promisify(execFile)(path, ['-version'], { timeout: 20_000 });
      return { where, path, version: stdout.split('\n', 1)[0] ?? '' };
    } catch {
      // not there, not for this machine, or not executable: the next
    }
  }
  return undefined;
}
