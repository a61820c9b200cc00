// What a thread does for parsing.ts: a text with addresses is read twice, for where they lead is only known on the event
// loop.
import type { Conversion } from './from-html.ts';
import { fromMarkdown } from './from-markdown.ts';
import type { ImageTarget, LinkTarget } from './html-reader.ts';

/** What a text asks about one of its addresses. */
export interface Question {
  readonly kind: 'link' | 'image';
  readonly address: string;
  readonly place: string;
}
export interface Answered extends Question {
  readonly target: LinkTarget | ImageTarget | undefined;
}

/** What is read of a text that asks nothing, else its questions. */
export function readOrAsk(markdown: string): Conversion | Question[] {
  const questions: Question[] = [];
  const ask = (kind: Question['kind']) => (address: string, place: string) => {
    questions.push({ kind, address, place });
    // Read further as if it led somewhere: the second reading asks no more than this one.
    return { href: address };
  };
  const read = fromMarkdown(markdown, { link: ask('link'), image: ask('image') });
  return questions.length > 0 ? questions : read;
}

export function readWith({ markdown, answers }: { markdown: string; answers: readonly Answered[] }): Conversion {
  const targets = new Map(answers.map((one) => [keyOf(one), one.target]));
  const answer = (kind: Question['kind']) => (address: string, place: string) =>
    targets.get(keyOf({ kind, address, place }));
  return fromMarkdown(markdown, {
    link: (address, place) => answer('link')(address, place) as LinkTarget,
    image: (address, place) => answer('image')(address, place) as ImageTarget,
  });
}

const keyOf = ({ kind, address, place }: Question): string => `${kind} ${place} ${address}`;
