// The tools of the content and media plugins, as their services lend them to importers, without a school around them.
import { builtIn } from '../../../../learning/assessment/src/questions/built-in.ts';
import { tools as quizTools } from '../../../../learning/assessment/src/service/tools.ts';
import { fromMarkdown } from '../../../../learning/content/src/text/from-markdown.ts';
import { frontMatterOf } from '../../../../learning/content/src/text/front-matter.ts';
import { anchorsOf } from '../../../../learning/content/src/text/outline.ts';
import { readdress } from '../../../../learning/content/src/text/references.ts';
import { toMarkdown } from '../../../../learning/content/src/text/to-markdown.ts';
import { readingMinutes } from '../../../../learning/content/src/text/to-plain.ts';
import { judge } from '../../../../media/media/src/judge.ts';
import type { ImportTools } from '../../src/markdown/assets.ts';

export const tools: ImportTools = {
  parse: async (markdown, resolve) => fromMarkdown(markdown, resolve),
  frontMatter: frontMatterOf,
  anchors: anchorsOf,
  minutes: readingMinutes,
  toMarkdown,
  readdress,
  judge,
  quiz: quizTools({ fills: () => builtIn, needs: { content: { tools: { frontMatter: frontMatterOf } } } } as never),
};
