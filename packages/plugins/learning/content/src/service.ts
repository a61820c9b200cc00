import type { ContentService, TextTools } from './contract.ts';
import { blockTexts } from './service/block-texts.ts';
import type { ContentContext } from './service/context.ts';
import { parsing } from './service/parsing.ts';
import { texts } from './service/texts.ts';
import { usage } from './service/usage.ts';
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
  };
  const written = texts(ctx);
  return { ...written, ...blockTexts(ctx, written), ...usage(ctx), tools } satisfies ContentService;
}
export type Content = ReturnType<typeof createContent>;
