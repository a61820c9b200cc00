// How a title is set on its label without a DOM: a width table and a search for the most even lines.

/** Width of a character in em of the reading face, near enough to choose a size. */
const advance = (c: string): number => {
  if (/[\u2E80-\u9FFF\uAC00-\uD7AF\u3040-\u30FF]/.test(c)) return 1;
  if (/[ilj.,:;'’|!ıΙί]/.test(c)) return 0.33;
  if (/[tfrI() -]/.test(c)) return 0.42;
  if (/[mwMWЖШЩЮфжшщмω]/.test(c)) return 0.92;
  return c !== c.toLowerCase() ? 0.72 : 0.585;
};

/** Width of a text in em. */
export const wide = (text: string): number => [...text].reduce((width, c) => width + advance(c), 0);

/** Breaks a title into at most five balanced lines and chooses the largest size at which they fit the label. */
export function fit(title: string, boxW: number, boxH: number, most: number): { size: number; lines: string[] } {
  // Chinese and Japanese break between any two characters.
  const words = /[\u2E80-\u9FFF\u3040-\u30FF]/.test(title) ? [...title] : title.split(/\s+/);
  const glue = words.length === [...title].length ? '' : ' ';
  const pack = (max: number): string[] => {
    const lines = [''];
    for (const word of words) {
      const last = lines[lines.length - 1];
      const longer = last ? last + glue + word : word;
      if (!last || wide(longer) <= max) lines[lines.length - 1] = longer;
      else lines.push(word);
    }
    return lines;
  };
  let best = { size: 0, lines: [title] };
  for (let k = 1; k <= Math.min(5, words.length); k++) {
    let lo = Math.max(...words.map(wide));
    let hi = wide(title);
    for (let i = 0; i < 24; i++) {
      const mid = (lo + hi) / 2;
      if (pack(mid).length <= k) hi = mid;
      else lo = mid;
    }
    const lines = pack(hi + 1e-6);
    const size = Math.min(most, boxW / Math.max(...lines.map(wide)), boxH / (lines.length * 1.2));
    if (size > best.size + 0.4) best = { size, lines };
  }
  return best;
}
