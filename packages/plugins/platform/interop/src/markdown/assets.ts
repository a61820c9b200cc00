// The files that lessons show or offer: judged by their bytes, each content once.
import { createHash } from 'node:crypto';
import type { QuizTools } from '@lectern/assessment/contract';
import type { TextTools } from '@lectern/content/contract';
import type { MediaService } from '@lectern/media/contract';
import type { PlannedAsset, SourceFiles } from '../plan.ts';
import type { SourceFile } from './intake.ts';
import { svgFault } from './svg.ts';

/** What `judge` looks at. */
const headBytes = 256 * 1024;
const largest = 4_000_000_000;

/** What reading a course needs to know of texts and of files. */
export type ImportTools = TextTools & Pick<MediaService, 'judge'> & { readonly quiz: QuizTools };

export type Judged = { readonly asset: PlannedAsset } | { readonly fault: string };

const named = /\.(?:png|jpe?g|gif|webp|avif|svg|mp4|m4v|webm|mov|mkv|mp3|m4a|ogg|wav|flac|pdf)$/i;
/** Material by its name: carried even when no lesson shows it yet. */
export const isNamedMaterial = (path: string): boolean => named.test(path);
/** What every browser shows. */
export const isShown = (mime: string): boolean =>
  /^image\/(?:png|apng|jpeg|gif|webp|avif|svg\+xml|bmp|x-icon)$/.test(mime);

/** Judges files one after the other. Of files with the same bytes, all get the asset of the first. */
export async function judgeFiles(
  paths: readonly string[],
  files: readonly SourceFile[],
  source: SourceFiles,
  tools: ImportTools,
): Promise<Map<string, Judged>> {
  const known = new Map(files.map((file) => [file.path, file]));
  const byDigest = new Map<string, PlannedAsset>();
  const judged = new Map<string, Judged>();
  for (const path of paths) judged.set(path, await judgeFile(known.get(path)!, source, tools, byDigest));
  return judged;
}

async function judgeFile(
  { path, size, digest: stated }: SourceFile,
  source: SourceFiles,
  tools: ImportTools,
  byDigest: Map<string, PlannedAsset>,
): Promise<Judged> {
  if (size > largest) return { fault: `${path} has ${size} bytes; a file has at most ${largest}` };
  const twin = stated && byDigest.get(stated);
  if (twin) return { asset: twin };
  const bytes = await source.read(path, stated === undefined ? undefined : headBytes);
  const digest = stated ?? createHash('sha256').update(bytes).digest('hex');
  const same = byDigest.get(digest);
  if (same) return { asset: same };
  const judgement = await tools.judge(bytes.subarray(0, headBytes));
  if (!judgement) return { fault: `${path} is a program or damaged and is not carried` };
  const isDrawing = judgement.mime === 'image/svg+xml';
  const fault = isDrawing ? svgFault(bytes.length < size ? await source.read(path) : bytes) : undefined;
  if (fault) return { fault: `${path} is not carried: the drawing ${fault}` };
  const asset: PlannedAsset = { path, name: path.split('/').at(-1)!, size, digest, ...judgement };
  byDigest.set(digest, asset);
  return { asset };
}
