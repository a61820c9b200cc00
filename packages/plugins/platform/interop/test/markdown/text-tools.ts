// The text tools of the content plugin, as its service lends them to importers, without a school around them.
import type { TextTools } from '@lectern/content/contract';
import { judge } from '../../../../learning/content/src/judge.ts';
import { fromMarkdown } from '../../../../learning/content/src/text/from-markdown.ts';
import { frontMatterOf } from '../../../../learning/content/src/text/front-matter.ts';
import { anchorsOf } from '../../../../learning/content/src/text/outline.ts';
import { readdress } from '../../../../learning/content/src/text/references.ts';
import { toMarkdown } from '../../../../learning/content/src/text/to-markdown.ts';
import { readingMinutes } from '../../../../learning/content/src/text/to-plain.ts';

export const tools: TextTools = {
  parse: async (markdown, resolve) => fromMarkdown(markdown, resolve),
  frontMatter: frontMatterOf,
  anchors: anchorsOf,
  minutes: readingMinutes,
  toMarkdown,
  readdress,
  judge,
};
