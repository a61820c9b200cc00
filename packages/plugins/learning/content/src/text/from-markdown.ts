// Markdown -> blocks.
import { type Block, limits } from './blocks.ts';
import { type Conversion, readOrigin } from './from-html.ts';
import { frontMatterOf } from './front-matter.ts';
import type { Resolve } from './html-reader.ts';
import { nameBlocks } from './ids.ts';
import { TooMuchMarkdown } from './markdown-syntax.ts';
import { markdownToHtml } from './markdown-to-html.ts';

/**
 * Reads CommonMark with GFM (tables, task lists, strikethrough, autolinks), footnotes, alerts, display math and raw HTML.
 * Front matter is skipped; places in `lost` count its lines. Never throws: what cannot be read is kept as source.
 */
export function fromMarkdown(source: string, resolve: Resolve = {}): Conversion {
  if (source.length > limits.characters) {
    return {
      text: { blocks: [] },
      lost: [{ place: 'L1', reason: `the text is longer than ${limits.characters} characters and is not read` }],
    };
  }
  const text = source
    .replace(/^\ufeff/, '')
    .replace(/\r\n?/g, '\n')
    .replaceAll('\0', '\ufffd');
  const front = frontMatterOf(text);
  const body = front ? '\n'.repeat(front.lines) + text.split('\n').slice(front.lines).join('\n') : text;
  try {
    const { origin, lost } = markdownToHtml(body);
    const read = readOrigin(origin, resolve);
    return { text: read.text, lost: [...lost, ...read.lost].sort((a, b) => lineOf(a.place) - lineOf(b.place)) };
  } catch (fault) {
    if (!(fault instanceof TooMuchMarkdown)) throw fault;
    const blocks: Block[] = [{ id: '', type: 'raw', format: 'markdown', source: body.trim() }];
    nameBlocks(blocks);
    return {
      text: { blocks },
      lost: [{ place: 'L1', reason: `the text has ${fault.message}: all of it is kept as source and not shown` }],
    };
  }
}

const lineOf = (place: string): number => Number(/\d+/.exec(place)?.[0] ?? 0);
