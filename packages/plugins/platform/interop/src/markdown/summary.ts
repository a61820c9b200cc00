// SUMMARY.md as mdBook and GitBook write it: the order of the lessons, and what they are called there.
import type { Files } from './paths.ts';

export interface Summary {
  /** Paths in order, with their titles. */
  readonly chapters: ReadonlyMap<string, { readonly place: number; readonly title: string }>;
  readonly missing: readonly { readonly line: number; readonly reason: string }[];
}

const chapter = /^\s*(?:[-*+]\s+)?\[([^\]]*)\]\(<?([^)>\s]*)>?[^)]*\)\s*$/;
const other = /^\s*(?:#.*|---+|___+|\*\*\*+|[-*+]\s+[^[\]]+|<!--.*-->)?\s*$/;

/** In a longer line the expressions above would take seconds: 7 for 100 kB of a link without an end. */
const longestLine = 2_000;

/** @returns undefined for a text that is more than a list of links */
export function readSummary(path: string, text: string, files: Files): Summary | undefined {
  if (path.split('/').at(-1)!.toLowerCase() !== 'summary.md') return undefined;
  const chapters = new Map<string, { place: number; title: string }>();
  const missing: { line: number; reason: string }[] = [];
  for (const [at, line] of text.split('\n').entries()) {
    if (line.length > longestLine) return undefined;
    const match = chapter.exec(line);
    if (!match && !other.test(line)) return undefined;
    const address = match?.[2]?.split('#')[0];
    if (!match || !address) continue;
    const found = files.follow(path, address);
    if ('path' in found)
      chapters.set(found.path, chapters.get(found.path) ?? { place: chapters.size, title: match[1]!.trim() });
    else
      missing.push({
        line: at + 1,
        reason: 'missing' in found ? found.missing : `${address} is a folder without a README`,
      });
  }
  return chapters.size > 0 ? { chapters, missing } : undefined;
}
