import type { ContentService, TextTools } from './contract.ts';
import { judge } from './judge.ts';

import { assets } from './service/assets.ts';
import type { ContentContext } from './service/context.ts';
import { texts } from './service/texts.ts';
import { fromMarkdown } from './text/from-markdown.ts';
import { anchorsOf } from './text/outline.ts';
import { readdress } from './text/references.ts';
import { toMarkdown } from './text/to-markdown.ts';
import { readingMinutes } from './text/to-plain.ts';

const tools: TextTools = {
  parse: fromMarkdown,
  anchors: anchorsOf,
  minutes: readingMinutes,
  toMarkdown,
  readdress,
  judge,
};

export function createContent(ctx: ContentContext) {
  return { ...texts(ctx), ...assets(ctx), tools } satisfies ContentService;
}
export type Content = ReturnType<typeof createContent>;
