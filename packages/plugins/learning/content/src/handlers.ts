import { type Handlers, prepared, received } from '@lectern/kit';
import { serveAsset } from './asset-response.ts';
import { contentContract } from './contract.ts';
import type { ContentContext } from './service/context.ts';
import type { Content } from './service.ts';

const nothing: Uint8Array[] = [];

export function contentHandlers(
  content: Content,
  { storage }: ContentContext,
): Handlers<typeof contentContract.operations> {
  return {
    read: ({ lessonId }, { site }) => content.reading(lessonId, site),
    async source({ lessonId }, call) {
      const source = await content.source(lessonId);
      call.tag(String(source.version));
      return source;
    },
    write: prepared(
      ({ markdown }) => content.tools.parse(markdown.toWellFormed()),
      async ({ lessonId }, call, { text, lost }) => {
        const version = await content.write(lessonId, text, call.ifMatch);
        call.tag(String(version));
        return { ...(await content.reading(lessonId, call.site)), lost };
      },
    ),
    asset: async ({ assetId }, request) => serveAsset(await content.asset(assetId), request, storage),
    addAsset: received(
      ({ name }, { body }) =>
        content.receive(
          (body ?? nothing) as AsyncIterable<Uint8Array>,
          name,
          contentContract.operations.addAsset.spec.limit!,
        ),
      async ({ courseId }, { site }, asset) => {
        const id = await content.addAsset(courseId, asset);
        return Response.json(
          { ...asset, id, address: `${site}/api/content/assets/${id}/${encodeURIComponent(asset.name)}` },
          { status: 201 },
        );
      },
    ),
  };
}
