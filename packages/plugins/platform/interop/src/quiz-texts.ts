// The pieces of Markdown in a quiz lead to lessons and files as the text of a lesson does.
import type { Quiz, QuizTools } from '@lectern/assessment/contract';
import type { LessonText, Resolve, TextTools } from '@lectern/content/contract';

export type QuizTextTools = Pick<TextTools, 'parse' | 'toMarkdown'> & { readonly quiz: QuizTools };
type Options = Parameters<TextTools['toMarkdown']>[1];

/** A piece that nothing changes stays as it is written. */
export const changeTexts = (
  { parse, toMarkdown, quiz: tools }: QuizTextTools,
  quiz: Quiz,
  {
    resolve,
    change = (text) => text,
    written,
  }: {
    readonly resolve?: Resolve;
    readonly change?: (text: LessonText) => LessonText;
    readonly written?: Options;
  },
): Promise<Quiz> =>
  tools.mapTexts(quiz, async (markdown) => {
    // Most pieces are words without an address.
    if (!/[[<]|:\/\//.test(markdown)) return markdown;
    return toMarkdown(change((await parse(markdown, resolve)).text), written).trimEnd();
  });
