// The order of lessons, where nobody wrote it down: what says it exactly first, then what names tell, then natural order.

const natural = new Intl.Collator('und', { numeric: true, sensitivity: 'base' });
const opening = /^(introduction|intro|overview|welcome|getting[ _-]started|einf(ü|ue)hrung|introducci(ó|o)n)\b|\b(intro|introduction)$/i;
const closing = /^(conclusion|summary|wrap(ping)?[ _-]up|tying[ _-]it[ _-]all[ _-]together|what[ _-]comes?[ _-]next|where[ _-]to[ _-]go|schluss|conclusi(ó|o)n)\b/i;

export interface Placed {
  /** File or folder name without its ending. */
  readonly name: string;
  /** From front matter, when it says. */
  readonly order?: number | undefined;
}

/** `01-loops`, `1. Loops`, `3_arrays`: the number, and the name without it. A year or a bare number is no prefix. */
export function prefixOf(name: string): { number: number | undefined; rest: string } {
  const match = /^(\d{1,3})(?:\s*[-_.)]\s*|\s+)(?=\D)(.+)$/u.exec(name);
  return match ? { number: Number(match[1]), rest: match[2]! } : { number: undefined, rest: name };
}

/** For `sort`. */
export function inReadingOrder(a: Placed, b: Placed): number {
  const [pa, pb] = [placeOf(a), placeOf(b)];
  return pa.rank - pb.rank || pa.number - pb.number || natural.compare(a.name, b.name) || (a.name < b.name ? -1 : 1);
}
function placeOf({ name, order }: Placed): { rank: number; number: number } {
  const { number, rest } = prefixOf(name);
  const stated = order ?? number;
  if (stated !== undefined) return { rank: 2, number: stated };
  if (/^(readme|index|_index)$/i.test(rest)) return { rank: 1, number: 0 };
  const words = rest.replace(/[_-]+/g, ' ');
  if (opening.test(words)) return { rank: 1, number: 1 };
  if (closing.test(words)) return { rank: 4, number: 0 };
  return { rank: 3, number: 0 };
}
