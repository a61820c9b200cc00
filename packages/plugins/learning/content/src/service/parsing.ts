// Markdown is read on the event loop while it is short, and on a thread when it is not.
import { extname } from 'node:path';
import type { TextTools } from '../contract.ts';
import type { Conversion } from '../text/from-html.ts';
import { fromMarkdown } from '../text/from-markdown.ts';
import type { Answered, Question } from '../text/parse-thread.ts';
import type { ContentContext } from './context.ts';

/**
 * Characters. One of this length is read in 15 ms, in 80 when it is nothing but tables; a text of 5 MB kept the event
 * loop for up to 18 s. With addresses in it a text costs twice its time on the thread, but nobody waits for it.
 */
const short = 16_000;

const thread = new URL(`../text/parse-thread${extname(import.meta.url)}`, import.meta.url).href;

export const parsing =
  (cpu: ContentContext['cpu']): TextTools['parse'] =>
  async (markdown, resolve = {}) => {
    if (markdown.length <= short) return fromMarkdown(markdown, resolve);
    const read = await cpu<Conversion | Question[]>(thread, 'readOrAsk', markdown);
    if (!Array.isArray(read)) return read;
    const answers = read.map((one): Answered => ({ ...one, target: resolve[one.kind]?.(one.address, one.place) }));
    return cpu(thread, 'readWith', { markdown, answers });
  };
