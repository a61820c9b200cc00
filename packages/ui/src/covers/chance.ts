// Where a title becomes numbers. Everything about a cover follows from these, so they never change once schools are live.

/** The form of a title in which two spellings of it are the same book. */
export const keyOf = (title: string): string => title.normalize('NFC').trim().toLowerCase();

/** FNV-1a over UTF-8, with an avalanche so that neighbouring titles ("Part 1", "Part 2") fall far apart. */
export function hash(text: string): number {
  let h = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) h = Math.imul(h ^ byte, 0x01000193);
  h ^= h >>> 15;
  h = Math.imul(h, 0x2c1b3c6d);
  h ^= h >>> 12;
  h = Math.imul(h, 0x297a2d39);
  return (h ^ (h >>> 15)) >>> 0;
}

/** A mulberry32 stream: numbers in [0, 1), the same ones for the same seed on every machine. */
export function stream(seed: number): () => number {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
