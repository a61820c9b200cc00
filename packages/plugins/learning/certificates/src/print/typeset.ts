// Lines of text in whatever scripts a name is written in: each run of characters in the first face that has them all.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { create, type Font } from 'fontkit';

export type Face = 'regular' | 'italic' | 'medium' | 'semibold';
export interface Block {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly size: number;
  readonly face: Face;
  readonly colour: string;
}
interface Run {
  readonly text: string;
  readonly font: string;
}

const weights: Record<Face, readonly [weight: number, style: 'normal' | 'italic']> = {
  regular: [400, 'normal'],
  italic: [400, 'italic'],
  medium: [500, 'normal'],
  semibold: [600, 'normal'],
};
const [literata, naskh] = [
  import.meta.resolve('@fontsource/literata/package.json'),
  import.meta.resolve('@fontsource/noto-naskh-arabic/package.json'),
];
const subsets = ['latin', 'latin-ext', 'cyrillic', 'cyrillic-ext', 'greek', 'greek-ext', 'vietnamese'];

/** The files of a face, the likeliest first. Read when they are needed: a name in Latin letters opens one. */
const filesOf = (face: Face): string[] => {
  const [weight, style] = weights[face];
  const [latin, ...others] = subsets.map(
    (subset) => new URL(`files/literata-${subset}-${weight}-${style}.woff`, literata).href,
  );
  return [latin!, new URL(`files/noto-naskh-arabic-arabic-${weight}-normal.woff`, naskh).href, ...others];
};
const opened = new Map<string, { readonly bytes: Buffer; readonly font: Font }>();
function openFont(file: string) {
  let one = opened.get(file);
  if (!one) {
    const bytes = readFileSync(fileURLToPath(file));
    one = { bytes, font: create(bytes) as Font };
    opened.set(file, one);
  }
  return one;
}

const rightToLeft = /[\p{Script=Arabic}\p{Script=Hebrew}]/u;

/**
 * Words and the spaces between them as they stand from left to right: words of one direction keep together, and each of
 * the pieces goes to the face whole. The layout of pdfkit puts words one after the other from left to right, whatever they are.
 */
export function inVisualOrder(line: string, direction: 'ltr' | 'rtl'): string[] {
  const groups: { rtl: boolean; words: string[] }[] = [];
  for (const word of line.split(' ')) {
    // Figures take the direction of the line.
    const rtl = rightToLeft.test(word) || (direction === 'rtl' && !/\p{L}/u.test(word));
    const last = groups.at(-1);
    if (last?.rtl === rtl) last.words.push(word);
    else groups.push({ rtl, words: [word] });
  }
  if (direction === 'rtl') groups.reverse();
  const words = groups.flatMap(({ rtl, words: some }) => (rtl ? some.reverse() : [some.join(' ')]));
  return words.flatMap((word, i) => (i === 0 ? [word] : [' ', word]));
}

export function typeset(document: PDFKit.PDFDocument, direction: 'ltr' | 'rtl') {
  const registered = new Set<string>();
  const runsOf = (text: string, face: Face): Run[] => {
    const files = filesOf(face);
    const runs: Run[] = [];
    for (const character of text) {
      const has = (file: string) => openFont(file).font.hasGlyphForCodePoint(character.codePointAt(0)!);
      const last = runs.at(-1);
      // A space belongs to the run it stands in, so that words of one script stay together.
      const font = last && (character === ' ' || has(last.font)) ? last.font : (files.find(has) ?? files[0]!);
      if (last?.font === font) runs[runs.length - 1] = { font, text: last.text + character };
      else runs.push({ font, text: character });
    }
    return runs;
  };
  const use = ({ font }: Run, size: number) => {
    if (!registered.has(font)) document.registerFont(font, openFont(font).bytes);
    registered.add(font);
    return document.font(font).fontSize(size);
  };
  const widthOf = (text: string, face: Face, size: number) =>
    runsOf(text, face).reduce((sum, run) => sum + use(run, size).widthOfString(run.text), 0);

  /** Words on lines that are no wider than this. A word that is wider stands alone and sticks out. */
  function linesOf(text: string, { face, size, width }: Block): string[] {
    const lines: string[] = [];
    for (const word of text.split(' ')) {
      const longer = lines.length > 0 ? `${lines.at(-1)} ${word}` : word;
      if (lines.length > 0 && widthOf(longer, face, size) <= width) lines[lines.length - 1] = longer;
      else lines.push(word);
    }
    return lines;
  }

  return {
    /** @returns where the next block may begin */
    block(text: string, block: Block): number {
      const { x, y, width, size, face, colour } = block;
      const leading = size * 1.32;
      const lines = linesOf(text, block);
      for (const [n, line] of lines.entries()) {
        let at = direction === 'rtl' ? x + width - widthOf(line, face, size) : x;
        for (const piece of inVisualOrder(line, direction)) {
          for (const run of runsOf(piece, face)) {
            // On one baseline, whatever the ascent of each face.
            const set = use(run, size).fillColor(colour);
            set.text(run.text, at, y + n * leading + size, { lineBreak: false, baseline: 'alphabetic' });
            at += set.widthOfString(run.text);
          }
        }
      }
      return y + lines.length * leading;
    },
    /** The largest size up to `most` at which a text stands on one line; no smaller than 30, where it takes two. */
    fitting(text: string, face: Face, most: number, width: number): number {
      return Math.max(30, Math.min(most, (most * width) / widthOf(text, face, most)));
    },
  };
}
