// The order of lessons: what says it exactly first, then what names tell, then natural order.

const natural = new Intl.Collator('und', { numeric: true, sensitivity: 'base' });
const opening =
  /^(?:introduction|intro|overview|welcome|getting started|start here|einf(?:ü|ue)hrung|introducci[oó]n)\b|\b(?:intro|introduction)$/i;
const closing =
  /^(?:conclusion|summary|wrap(?:ping)? up|tying it all together|what comes? next|where to go|schluss|conclusi[oó]n)\b/i;

export interface Placed {
  /** File or folder name without its ending. */
  readonly name: string;
  /** From front matter, when it says. */
  readonly order?: number | undefined;
  /** From SUMMARY.md, when it says. */
  readonly chapter?: number | undefined;
}

/** `01-loops`, `1. Loops`, `3_arrays`: the number, and the name without it. A date is left out too; a year alone is no prefix. */
export function prefixOf(name: string): { number: number | undefined; rest: string } {
  const dated = /^\d{4}-\d{2}-\d{2}-(.+)$/.exec(name);
  if (dated) return { number: undefined, rest: dated[1]! };
  const match = /^(\d{1,3})(?:\s*[-_.)]+\s*|\s+)(?=\D)(.+)$/u.exec(name);
  return match ? { number: Number(match[1]), rest: match[2]! } : { number: undefined, rest: name };
}

/** For `sort`. */
export function inReadingOrder(a: Placed, b: Placed): number {
  const [pa, pb] = [placeOf(a), placeOf(b)];
  return pa.rank - pb.rank || pa.number - pb.number || natural.compare(a.name, b.name) || (a.name < b.name ? -1 : 1);
}

export const isOpener = (name: string): boolean => /^(?:readme|_?index)$/i.test(name);

function placeOf({ name, order, chapter }: Placed): { rank: number; number: number } {
  if (chapter !== undefined) return { rank: 0, number: chapter };
  const { number, rest } = prefixOf(name);
  const stated = order ?? number;
  if (stated !== undefined) return { rank: 2, number: stated };
  if (isOpener(rest)) return { rank: 1, number: 0 };
  const words = rest.replace(/[_-]+/g, ' ');
  if (opening.test(words)) return { rank: 1, number: 1 };
  return { rank: closing.test(words) ? 4 : 3, number: 0 };
}
