import type { ContentService, TextTools } from './contract.ts';
import { judge } from './judge.ts';
import { assets } from './service/assets.ts';
import type { ContentContext } from './service/context.ts';
import { parsing } from './service/parsing.ts';
import { texts } from './service/texts.ts';
import { frontMatterOf } from './text/front-matter.ts';
import { anchorsOf } from './text/outline.ts';
import { readdress } from './text/references.ts';
import { toMarkdown } from './text/to-markdown.ts';
import { readingMinutes } from './text/to-plain.ts';

export function createContent(ctx: ContentContext) {
  const tools: TextTools = {
    parse: parsing(ctx.cpu),
    frontMatter: frontMatterOf,
    anchors: anchorsOf,
    minutes: readingMinutes,
    toMarkdown,
    readdress,
    judge,
  };
  return { ...texts(ctx), ...assets(ctx), tools } satisfies ContentService;
}
export type Content = ReturnType<typeof createContent>;
