// The tus protocol (1.0.0, tus.io/protocols/resumable-upload) by its own library, which decides methods, headers and
// errors; bytes and rows are ours. A server is made for each request: that costs microseconds, and what the request does
// stays its own.
import { DataStore, Metadata, Server, TUS_RESUMABLE, Upload as TusUpload } from '@tus/server';
import { type Upload, uploadLife } from './service/uploads.ts';

export interface TusStore {
  readonly find: () => Promise<Upload | undefined>;
  readonly create?: (name: string, metadata: string, length: number) => Promise<void>;
  /** @returns bytes that are kept now */
  readonly write?: (upload: Upload, body: AsyncIterable<Uint8Array>) => Promise<number>;
  readonly remove?: () => Promise<void>;
}
/** What a response is made of: a unit that runs again answers with a new one. */
export interface Answer {
  readonly status: number;
  readonly body: string | null;
  readonly headers: Headers;
}
export interface Spoken {
  readonly id: string;
  readonly address: string;
  readonly largest: number;
  readonly now: Date;
}

/** @throws whatever the store throws: the library would answer 500 and swallow it */
export async function speakTus(
  request: Request,
  store: TusStore,
  { id, address, largest, now }: Spoken,
): Promise<Answer> {
  let thrown: { readonly error: unknown } | undefined;
  let made: TusUpload | undefined;
  const datastore = Object.assign(new DataStore(), {
    extensions: ['creation', 'expiration', 'termination'],
    getExpiration: () => uploadLife,
    async create(upload: TusUpload) {
      await store.create?.(
        upload.metadata?.filename ?? upload.metadata?.name ?? 'file',
        request.headers.get('upload-metadata') ?? '',
        upload.size!,
      );
      made = upload;
      return upload;
    },
    async getUpload() {
      if (made) return made;
      const upload = await store.find();
      if (!upload) throw gone;
      return toldAs(upload, now);
    },
    async write() {
      const upload = await store.find();
      if (!upload || !store.write) return 0;
      return store.write(
        upload,
        within(upload.length - upload.received, request.body as AsyncIterable<Uint8Array> | null),
      );
    },
    async remove() {
      await store.remove?.();
    },
  });
  const server = new Server({
    path: '/',
    datastore: datastore as unknown as DataStore,
    namingFunction: () => id,
    getFileIdFromRequest: () => id,
    generateUrl: () => address,
    maxSize: largest,
    // Screens of the school itself, and programs, which do not ask.
    allowedOrigins: () => false,
    // Of two who go on at once one finds that the upload has moved on (`media.upload_moved_on`), in whatever process.
    locker: { newLock: () => ({ lock: async () => {}, unlock: async () => {} }) },
    onResponseError: (_, error) => {
      if (!('status_code' in error)) thrown = { error };
      return undefined;
    },
  });
  // Without its body, which is read here: the library pipes it through streams that drop what they hold when it breaks off.
  const { method, headers } = request;
  const response = await server.handleWeb(new Request(request.url, { method, headers }) as never);
  if (thrown) throw thrown.error;
  const answer = (status: number, body: string | null, headers: Headers): Answer => ({ status, body, headers });
  response.headers.delete('access-control-expose-headers');
  // A version that is not spoken here: 412, with those that are.
  if ((request.headers.get('tus-resumable') ?? TUS_RESUMABLE) !== TUS_RESUMABLE)
    return answer(412, null, new Headers({ 'tus-resumable': TUS_RESUMABLE, 'tus-version': TUS_RESUMABLE }));
  return answer(response.status, response.status === 204 ? null : await response.text(), response.headers);
}

async function* within(room: number, body: AsyncIterable<Uint8Array> | null): AsyncGenerator<Uint8Array> {
  let left = room;
  for await (const chunk of body ?? []) {
    left -= chunk.byteLength;
    if (left < 0) throw tooLong;
    yield chunk;
  }
}
const tooLong = { status_code: 413, body: 'More bytes than the upload has\n' };
const gone = { status_code: 404, body: 'There is no such upload\n' };

/** Its life is counted by the school's clock. */
function toldAs({ id, length, received, metadata, activeAt }: Upload, now: Date): TusUpload {
  const idle = now.getTime() - activeAt.getTime();
  return new TusUpload({
    id,
    size: length,
    offset: received,
    ...(metadata && { metadata: Metadata.parse(metadata) }),
    creation_date: new Date(Date.now() - idle).toISOString(),
  });
}
