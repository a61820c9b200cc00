// Addresses from titles. Letters of every script stay as they are: transliteration is wrong for most languages, and
// browsers show them readably.

const word = /[\p{Ll}\p{Lo}\p{Lm}\p{N}][\p{Ll}\p{Lo}\p{Lm}\p{N}\p{M}]*/gu;
/** Leaves room for `-2` below the 100 characters of an address. */
const longest = 80;

/** @returns `fallback` for a title without a letter or digit */
export function slugOf(title: string, fallback: string): string {
  const words = title.normalize('NFKC').toLowerCase().replace(/['’ʼ]/g, '').match(word) ?? [];
  let slug = '';
  for (const next of words) {
    const longer = slug ? `${slug}-${next}` : next;
    if (longer.length > longest) break;
    slug = longer;
  }
  // Scripts without spaces give one long word: cut between characters, never inside one.
  return slug || shortened(words[0] ?? fallback);
}

function shortened(text: string): string {
  let kept = '';
  for (const { segment } of new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text)) {
    if (kept.length + segment.length > longest) break;
    kept += segment;
  }
  return kept;
}

/** The first of `maps`, `maps-2`, `maps-3`... that is free. */
export function freeSlug(wanted: string, taken: ReadonlySet<string>): string {
  if (!taken.has(wanted)) return wanted;
  for (let n = 2; ; n++) if (!taken.has(`${wanted}-${n}`)) return `${wanted}-${n}`;
}
