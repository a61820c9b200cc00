// Collects inline content the one way there is to write it: white space collapsed as a browser does, equal neighbours
// joined, nothing at the edges. Two sources that look the same become the same content.
import { type Inline, type Link, limits, type Mark, marks } from './blocks.ts';
import { plainOf } from './to-plain.ts';

/** Character formats as bits, in the order of `marks`. */
export type Format = { readonly bits: number; readonly link: Link | undefined };
export const plain: Format = { bits: 0, link: undefined };

export const withMark = (format: Format, mark: Mark): Format => ({
  ...format,
  bits: format.bits | (1 << marks.indexOf(mark)),
});
export const hasMark = (format: Format, mark: Mark): boolean => (format.bits & (1 << marks.indexOf(mark))) !== 0;
const codeBit = 1 << marks.indexOf('code');
const marksOf = Array.from({ length: 1 << marks.length }, (_, bits) => marks.filter((_, at) => bits & (1 << at)));

type Run = { kind: 'text'; text: string; bits: number; link: Link | undefined; key: string };
type Part = Run | { kind: 'other'; inline: Inline };

export interface InlineBuilder {
  text(value: string, format: Format): void;
  /** A picture, a footnote mark, kept HTML: something that is a word of its own. */
  object(inline: Inline): void;
  /** A name to link to; takes no room. */
  anchor(id: string): void;
  lineBreak(): void;
  /** Nothing but anchors so far. */
  readonly empty: boolean;
  /** What was collected; the builder begins anew. */
  take(): { content: Inline[]; simplified: boolean };
}

export function inlineBuilder(): InlineBuilder {
  let parts: Part[] = [];
  /** True where a space would not be seen: at the start, after a space, after a break. */
  let atSpace = true;
  let empty = true;
  let anchors = new Set<string>();

  function run(text: string, { bits, link }: Format): void {
    const last = parts.at(-1);
    const key = link ? JSON.stringify(link) : '';
    if (last?.kind === 'text' && last.bits === bits && last.key === key) last.text += text;
    else parts.push({ kind: 'text', text, bits, link, key });
    empty = false;
  }
  function trimEnd(): void {
    for (let at = parts.length - 1; at >= 0; at--) {
      const part = parts[at]!;
      if (part.kind === 'other' && part.inline.type === 'anchor') continue;
      if (part.kind !== 'text' || part.bits & codeBit) return;
      part.text = part.text.replace(/ +$/, '');
      if (part.text) return;
      parts.splice(at, 1);
    }
  }

  return {
    text(value, format) {
      // A line end alone is how the source is laid out, even where a forgotten </code> reaches over it.
      if (format.bits & codeBit && !/^\s*\n\s*$/.test(value)) {
        const text = value.replace(/\r\n?|\n/g, ' ');
        if (!text) return;
        run(text, format);
        atSpace = false;
        return;
      }
      let text = value.replace(invisible, '').replace(/[\t\n\f\r ]+/g, ' ');
      if (atSpace && text.startsWith(' ')) text = text.slice(1);
      if (!text) return;
      run(text, { ...format, bits: format.bits & ~codeBit });
      atSpace = text.endsWith(' ');
    },
    object(inline) {
      parts.push({ kind: 'other', inline });
      atSpace = false;
      empty = false;
    },
    anchor(id) {
      if (anchors.has(id)) return;
      anchors.add(id);
      parts.push({ kind: 'other', inline: { type: 'anchor', id } });
    },
    lineBreak() {
      trimEnd();
      if (!empty) parts.push({ kind: 'other', inline: { type: 'break' } });
      atSpace = true;
    },
    get empty() {
      return empty;
    },
    take() {
      trimEnd();
      while (lastWordless(parts)) trimEnd();
      const joined = parts.reduce<Part[]>(join, []);
      const simplified = joined.length > limits.inlines;
      const content = simplified ? wordsOnly(joined) : joined.map(finished);
      parts = [];
      anchors = new Set();
      atSpace = true;
      empty = true;
      return { content, simplified };
    },
  };
}

// Control characters cannot be written in HTML or Markdown and show nothing.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
const invisible = /[\0-\x08\x0b\x0e-\x1f\x7f-\x9f]/g;

/** Removes a break after the last word, looking past anchors. @returns whether there was one */
function lastWordless(parts: Part[]): boolean {
  const at = parts.findLastIndex((part) => part.kind === 'text' || part.inline.type !== 'anchor');
  const part = parts[at];
  if (part?.kind !== 'other' || part.inline.type !== 'break') return false;
  parts.splice(at, 1);
  return true;
}

/** Runs that became neighbours when something between them went. */
function join(joined: Part[], part: Part): Part[] {
  const last = joined.at(-1);
  if (part.kind === 'text' && last?.kind === 'text' && last.bits === part.bits && last.key === part.key)
    last.text += part.text;
  else joined.push(part);
  return joined;
}

/** More pieces than a block may have: the words stay, their formats and links go. */
function wordsOnly(parts: readonly Part[]): Inline[] {
  const words = plainOf(parts.map((part) => (part.kind === 'text' ? { type: 'text', text: part.text } : part.inline)));
  return [{ type: 'text', text: words.replace(/\s+/g, ' ').trim() }];
}

function finished(part: Part): Inline {
  if (part.kind === 'other') return part.inline;
  return { type: 'text', text: part.text, ...formatted(part) };
}

/** Joins text of one format that stands side by side. */
export function joinRuns(content: readonly Inline[]): Inline[] {
  const joined: Inline[] = [];
  for (const part of content) {
    const last = joined.at(-1);
    const same =
      last?.type === 'text' &&
      part.type === 'text' &&
      JSON.stringify({ ...last, text: '' }) === JSON.stringify({ ...part, text: '' });
    if (same) joined[joined.length - 1] = { ...part, text: last.text + part.text };
    else joined.push(part);
  }
  return joined;
}

/** The optional fields of a piece of inline content with this format. */
export function formatted({ bits, link }: Format): { marks?: Mark[]; link?: Link } {
  return { ...(bits && { marks: [...marksOf[bits]!] }), ...(link && { link }) };
}
