// The four operations of an upload: what the protocol says to each request, and the change that follows from it.
import { type Call, type Handlers, kernelProblems, type Problem, received } from '@lectern/kit';
import { errors, type mediaContract, mediaHeader } from './contract.ts';
import type { MediaContext } from './service/context.ts';
import type { Ending, Upload } from './service/uploads.ts';
import type { Media } from './service.ts';
import { type Answer, speakTus, type TusStore } from './tus.ts';

type Uploading = Pick<Handlers<typeof mediaContract.operations>, 'createUpload' | 'upload' | 'append' | 'cancelUpload'>;

export function uploading(media: Media, ctx: MediaContext): Uploading {
  const speak = (request: Request, id: string, { site }: Call, store: Omit<TusStore, 'find'> = {}) =>
    speakTus(
      request,
      { ...store, find: () => media.upload(id) },
      // A path, for a proxy may have another name than the school knows.
      {
        id,
        address: `${new URL(site).pathname.replace(/\/$/, '')}/api/media/uploads/${id}`,
        largest: ctx.settings.largestFile,
        now: ctx.now(),
      },
    );

  return {
    createUpload: received(
      async ({ courseId }, request, call) => {
        const id = ctx.id();
        let begun: Omit<Upload, 'received' | 'media' | 'activeAt'> | undefined;
        const response = await speak(request, id, call, {
          async create(name, metadata, length) {
            begun = { id, course: courseId, name, metadata, length };
          },
        });
        return { response, begun, empty: begun?.length === 0 ? await media.empty(begun.name) : undefined };
      },
      async (_, call, { response, begun, empty }) => {
        if (begun) await media.begin(begun);
        return answered(response, call, begun && empty && (await media.finishEmpty(begun.id, begun.course, empty)));
      },
    ),
    upload: async ({ uploadId }, request, call) =>
      answered(await speak(request, uploadId, call), call, (await media.upload(uploadId))?.media),
    append: received(
      async ({ uploadId }, request, call) => {
        let ending: Ending | undefined;
        const response = await speak(request, uploadId, call, {
          async write(upload, body) {
            // Bytes are kept at once, so a request that only asks what would be brings none.
            if (request.headers.get('lectern-preview') === 'true') return upload.received;
            const kept = await media.keep(upload, body);
            ending = kept.ending;
            return kept.received;
          },
        });
        return { response, ending: () => ending };
      },
      async ({ uploadId }, call, { response, ending }) => {
        const last = ending();
        return answered(response, call, last ? await media.finish(last) : (await media.upload(uploadId))?.media);
      },
    ),
    cancelUpload: received(
      async ({ uploadId }, request, call) => {
        let wanted = false;
        const response = await speak(request, uploadId, call, {
          async remove() {
            wanted = true;
          },
        });
        return { response, wanted: () => wanted };
      },
      async ({ uploadId }, call, { response, wanted }) => {
        if (wanted()) await media.giveUp(uploadId);
        return answered(response, call);
      },
    ),
  };
}

const problems: Readonly<Record<number, Problem>> = {
  404: kernelProblems.notFound,
  409: errors.uploadElsewhere,
  413: kernelProblems.tooLarge,
};

/** What the library said: its status and headers, and a refusal as every refusal of this school is told (RFC 9457). */
function answered(
  { status: said, body, headers }: Answer,
  { request }: Call,
  mediaId?: string | null | false,
): Response {
  const status = said >= 500 ? 400 : said; // 501 is for what a client asked, and no fault of the server
  const own: [string, string][] = mediaId ? [[mediaHeader, mediaId]] : [];
  if (status < 400) return new Response(body, { status, headers: [...headers, ...own] });
  const { code, message } = problems[status] ?? errors.uploadRefused;
  const detail = body?.trim();
  const document = { type: 'about:blank', title: message, status, code, ...(detail && { detail }), request };
  const kept = [...headers].filter(([name]) => name !== 'content-length' && name !== 'content-type');
  return new Response(JSON.stringify(document), {
    status,
    headers: [...kept, ['content-type', 'application/problem+json'], ['cache-control', 'no-store']],
  });
}
