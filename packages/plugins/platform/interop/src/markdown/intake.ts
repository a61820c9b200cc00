// Which files of a folder are read at all, and the Markdown among them as text.
import type { TextTools } from '@lectern/content/contract';
import type { Lost, SourceFiles } from '../plan.ts';
import { safePath } from '../safe-path.ts';
import { decode } from './decode.ts';
import { type FrontMatter, readFrontMatter } from './front-matter.ts';

/** A lesson is read into memory; the longest real one measured has 60 kB. */
const longestLesson = 5_000_000;
const mostFiles = 20_000;
/** All lessons together. */
const mostText = 200_000_000;

export interface SourceFile {
  readonly path: string;
  readonly size: number;
  readonly digest?: string;
}
export interface Draft extends FrontMatter {
  readonly path: string;
  /** The whole file, of a quiz. */
  readonly source?: string;
}
export interface Intake {
  /** In the order of their paths. */
  readonly files: readonly SourceFile[];
  readonly drafts: readonly Draft[];
  readonly lost: Lost[];
}

export const isMarkdown = (path: string): boolean => /\.(?:md|markdown)$/i.test(path);

/** Folders and files whose name begins with a dot, and installed packages, are tools of the author and no material. */
const isHidden = (path: string): boolean =>
  path.split('/').some((part) => part.startsWith('.') || part === 'node_modules');

export async function takeIn(name: string, source: SourceFiles, tools: TextTools): Promise<Intake> {
  const lost: Lost[] = [];
  const listed = (await source.list()).toSorted((a, b) => (a.path < b.path ? -1 : 1));

  const safe = listed.filter(({ path }) => {
    const fine = safePath(path) !== undefined;
    if (!fine)
      lost.push({
        at: `${printable(path)}#file`,
        reason: 'the path leads out of the folder or cannot be written down; the file is not read',
      });
    return fine;
  });
  const visible = safe.filter(({ path }) => !isHidden(path));
  const files = visible.slice(0, mostFiles);
  if (visible.length > mostFiles)
    lost.push({
      at: `${printable(name)}#files`,
      reason: `only the first ${mostFiles} of ${visible.length} files are read`,
    });

  const drafts: Draft[] = [];
  let total = 0;
  for (const { path, size } of files.filter((file) => isMarkdown(file.path))) {
    total += Math.min(size, longestLesson);
    if (size > longestLesson)
      lost.push({ at: `${path}#file`, reason: `the file has ${size} bytes; a lesson has at most ${longestLesson}` });
    else if (total > mostText)
      lost.push({
        at: `${path}#file`,
        reason: `the lessons before it have ${mostText} bytes already, the most that one import reads`,
      });
    else drafts.push(draftOf(path, await source.read(path), lost, tools));
  }
  return { files, drafts, lost };
}

function draftOf(path: string, bytes: Uint8Array, lost: Lost[], tools: TextTools): Draft {
  const { text, faults } = decode(bytes);
  for (const { line, reason } of faults) lost.push({ at: `${path}#L${line}`, reason });
  const frontMatter = readFrontMatter(text, tools.frontMatter);
  for (const reason of frontMatter.problems) lost.push({ at: `${path}#L1`, reason });
  return { path, ...frontMatter, ...(frontMatter.settings.kind === 'quiz' && { source: text }) };
}

/** A path that may not be used, for a report. */
const printable = (path: string): string =>
  path.replace(/[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/gu, '\ufffd').slice(0, 300);
