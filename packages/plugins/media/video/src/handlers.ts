import { type Handlers, kernelProblems, received, refuse } from '@lectern/kit';
import { decoded } from './captions/cues.ts';
import { videoContract } from './contract.ts';
import type { Videos } from './service.ts';

const mostBytes = videoContract.operations.addCaptions.spec.limit!;

export const videoHandlers = (videos: Videos): Handlers<typeof videoContract.operations> => ({
  get: ({ mediaId }) => videos.get(mediaId),
  retry: ({ mediaId }) => videos.retry(mediaId),
  addCaptions: received(
    async (_, request) => videos.readCaptions(decoded(await whole(request))),
    async ({ mediaId, language, label }, _, read) => {
      await videos.setCaptions(mediaId, language, read, label);
      return Response.json(await videos.get(mediaId));
    },
  ),
  async removeCaptions({ mediaId, language }) {
    await videos.removeCaptions(mediaId, language);
    return { done: true };
  },
});

async function whole({ body }: Request): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of (body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > mostBytes) refuse(kernelProblems.tooLarge, { detail: 'Captions have at most 2 MB.' });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
