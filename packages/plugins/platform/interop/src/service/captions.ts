import { createHash } from 'node:crypto';
import { Refusal } from '@lectern/kit';
import type { Report } from '../contract.ts';
import { decode } from '../markdown/decode.ts';
import type { ImportPlan, PlannedAsset, SourceFiles } from '../plan.ts';
import type { InteropContext } from './context.ts';

interface Captions {
  readonly path: string;
  readonly language: string;
  readonly text: string;
  /** SHA-256 of the file. */
  readonly digest: string;
}

/** The words of a film that lie beside it; those without a language in their name are in the course's. */
export async function captionsOf(
  { captions = [] }: PlannedAsset,
  plan: ImportPlan,
  files: SourceFiles,
): Promise<Captions[]> {
  const read: Captions[] = [];
  const usual = plan.course.language ?? 'en';
  // `bend.en.vtt` says its language; beside it `bend.vtt` is not a second English.
  const kept = captions.filter(({ language }) => language || !captions.some((other) => other.language === usual));
  for (const { path, language = usual } of kept) {
    const bytes = await files.read(path);
    const digest = createHash('sha256').update(bytes).digest('hex');
    read.push({ path, language, text: decode(bytes).text, digest });
  }
  return read;
}

/** In the caller's unit. @returns why they cannot be carried */
export async function carryCaptions(
  { video }: InteropContext['needs'],
  media: string,
  { path, language, text }: Captions,
): Promise<Report['lost']> {
  if (!video) return [{ at: `${path}#file`, reason: 'captions are not carried: this school has no plugin for video' }];
  try {
    await video.captions(media, language, text);
    return [];
  } catch (error) {
    if (error instanceof Refusal) return [{ at: `${path}#file`, reason: `captions are not carried: ${error.message}` }];
    throw error;
  }
}
