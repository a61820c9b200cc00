import { type Handlers, kernelProblems, received, refuse } from '@lectern/kit';
import { fileAddress, mediaContract } from './contract.ts';
import { serveFile } from './file-response.ts';
import type { MediaContext } from './service/context.ts';
import type { Media } from './service.ts';
import { uploading } from './uploading.ts';

const nothing: Uint8Array[] = [];
const { add } = mediaContract.operations;

export function mediaHandlers(media: Media, ctx: MediaContext): Handlers<typeof mediaContract.operations> {
  const stored = async (id: string) => (await media.stored(id)) ?? refuse(kernelProblems.notFound);
  return {
    list: (input, { site }) => media.list(input, site),
    get: ({ mediaId }, { site }) => media.told(mediaId, site),
    async rename({ mediaId, title }, { site }) {
      await media.rename(mediaId, title);
      return media.told(mediaId, site);
    },
    async remove({ mediaId }) {
      await media.remove(mediaId);
      return { done: true };
    },
    file: async ({ mediaId }, request) => serveFile(await stored(mediaId), request, ctx.storage),
    link: async ({ mediaId, seconds }, { site }) => ({
      address: await media.signedAddress(site, mediaId, seconds),
      expiresAt: new Date(Math.ceil(ctx.now().getTime() / 1_000) * 1_000 + seconds * 1_000).toISOString(),
    }),
    async signed(link, request) {
      const left = await media.verify(link);
      return serveFile(
        await stored(link.mediaId),
        request,
        ctx.storage,
        `private, max-age=${Math.floor(left)}, immutable`,
      );
    },
    add: received(
      ({ name }, { body }) => media.receive((body ?? nothing) as AsyncIterable<Uint8Array>, name, add.spec.limit!),
      async ({ courseId }, { site }, file) => {
        const item = await media.add(courseId, file);
        return Response.json({ ...item, address: fileAddress(site, item), usedIn: [] }, { status: 201 });
      },
    ),
    ...uploading(media, ctx),
  };
}
