// The words of a text: for search, for reading time, for ids. Nothing of it is ever shown as HTML.
import { type Block, childrenOf, type Inline, type LessonText } from './blocks.ts';

/** Words a minute of an adult reading to understand; the figure most studies of screen reading are near. */
export const wordsPerMinute = 200;

/** All words of a text, one block a line, kept source and markup left out. */
export function toPlain(text: LessonText): string {
  const lines: string[] = [];
  const visit = (block: Block): void => {
    const words = wordsOf(block);
    if (words) lines.push(words);
    for (const child of childrenOf(block)) visit(child);
  };
  for (const block of text.blocks) visit(block);
  return lines.join('\n');
}

/** Whole minutes at 200 words a minute, at least 1 for a text that says anything; two Han or kana characters are a word. */
export function readingMinutes(text: LessonText): number {
  const plain = toPlain(text);
  const ideographs = plain.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu)?.length ?? 0;
  const words = plain.match(/[^\s\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+/gu)?.length ?? 0;
  return Math.ceil((words + ideographs / 2) / wordsPerMinute);
}

/** The words of inline content; a break is a space, a picture its alternative text. */
export function plainOf(content: readonly Inline[]): string {
  let words = '';
  for (const part of content) {
    if (part.type === 'text') words += part.text;
    else if (part.type === 'break') words += ' ';
    else if (part.type === 'image') words += part.alt;
    else if (part.type === 'html') words += wordsOfHtml(part.html);
  }
  return words;
}

/** The words a block says itself, without those of the blocks in it. */
export function wordsOf(block: Block): string {
  switch (block.type) {
    case 'heading':
    case 'paragraph':
      return plainOf(block.content);
    case 'code':
      return block.text;
    case 'math':
      return block.tex;
    case 'table':
      return [block.head, ...block.rows].map((row) => row.map(plainOf).join(' ')).join('\n');
    case 'image':
      return [block.alt, plainOf(block.caption ?? [])].filter(Boolean).join(' ');
    case 'details':
      return plainOf(block.summary);
    case 'callout':
      return plainOf(block.title ?? []);
    case 'embed':
      return block.title ?? '';
    case 'html':
      return wordsOfHtml(block.html);
    default:
      return '';
  }
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: ' ' };

/** Kept HTML was written by our own serializer (sanitize.ts): tags never hold a bare `>`, and these are all its entities. */
function wordsOfHtml(html: string): string {
  return html
    .replace(/<[^>]*>/g, ' ')
    .replace(/&(amp|lt|gt|quot|nbsp);/g, (_, name: string) => entities[name]!)
    .replace(/\s+/g, ' ')
    .trim();
}
