// Order is a fractional key per row, so moving one thing writes one row and not all behind it.
import { generateKeyBetween, generateNKeysBetween } from 'fractional-indexing';

export const lastKey = (previous: string | null): string => generateKeyBetween(previous, null);

/**
 * New keys for what must move so that `ids` are in this order. The longest run that is in order already keeps its keys;
 * everything between two of those gets keys between theirs.
 *
 * @param current key by id; an id without a key (from another section) always gets one
 */
export function moves(ids: readonly string[], current: ReadonlyMap<string, string>): Map<string, string> {
  const staying = longestRise(ids.map((id) => current.get(id)));
  const moved = new Map<string, string>();
  let low: string | null = null;
  let waiting: string[] = [];
  const place = (high: string | null) => {
    const keys = generateNKeysBetween(low, high, waiting.length);
    waiting.forEach((id, i) => void moved.set(id, keys[i]!));
    waiting = [];
    low = high;
  };
  for (const [i, id] of ids.entries()) {
    if (staying.has(i)) place(current.get(id)!);
    else waiting.push(id);
  }
  place(null);
  return moved;
}

/** Indexes of a longest strictly rising subsequence (patience sorting, n log n). */
function longestRise(keys: readonly (string | undefined)[]): Set<number> {
  const ends: number[] = [];
  const before: (number | undefined)[] = [];
  keys.forEach((key, i) => {
    if (key === undefined) return;
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (keys[ends[middle]!]! < key) low = middle + 1;
      else high = middle;
    }
    before[i] = ends[low - 1];
    ends[low] = i;
  });
  const chosen = new Set<number>();
  for (let at = ends.at(-1); at !== undefined; at = before[at]) chosen.add(at);
  return chosen;
}
