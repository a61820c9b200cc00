import { type Handlers, prepared } from '@lectern/kit';
import type { contentContract } from './contract.ts';
import type { Content } from './service.ts';

export function contentHandlers(content: Content): Handlers<typeof contentContract.operations> {
  return {
    read: ({ lessonId }, { site }) => content.reading(lessonId, site),
    async source({ lessonId }, call) {
      const source = await content.source(lessonId);
      call.tag(String(source.version));
      return source;
    },
    async text({ lessonId }, call) {
      const text = await content.blocks(lessonId, call.site);
      call.tag(String(text.version));
      return text;
    },
    async writeText({ lessonId, blocks }, call) {
      call.tag(String(await content.writeBlocks(lessonId, blocks, call.ifMatch)));
      return content.blocks(lessonId, call.site);
    },
    write: prepared(
      ({ markdown }) => content.tools.parse(markdown.toWellFormed()),
      async ({ lessonId }, call, { text, lost }) => {
        const version = await content.write(lessonId, text, call.ifMatch);
        call.tag(String(version));
        return { ...(await content.reading(lessonId, call.site)), lost };
      },
    ),
  };
}
