// s3rver in this process, on a free port, with what S3 has and s3rver lacks: objects that are whole or absent, and bodies
// that are compared with what was signed.
import crypto, { createHash, randomUUID } from 'node:crypto';
import { createWriteStream, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import S3rver from 's3rver';
import { type Body, type Kept, type Store, uploadRequest } from './s3-uploads.ts';

export interface S3Request {
  readonly method: string;
  /** `/bucket/key?query` */
  readonly url: string;
}
export interface S3Server {
  readonly endpoint: string;
  readonly bucket: string;
  /** What has been asked for, in order. */
  readonly requests: S3Request[];
  /** Before a request is worked on, and after it was and before its answer leaves: an answer is lost where this says so. */
  arrives: ((request: S3Request) => void | Promise<void>) | undefined;
  answers: ((request: S3Request) => 'lost' | undefined) | undefined;
  /** Changes a bit of every body on its way in. */
  tampers: boolean;
  /** Cuts all connections. */
  cut(): void;
  /** Of the bytes below a key. */
  file(key: string): string;
  /** Uploads in parts that have not ended. */
  uploads(): { readonly key: string; readonly folder: string }[];
  /** Resolves when nothing is being worked on: a request goes on when who sent it is gone. */
  idle(): Promise<void>;
  close(): Promise<void>;
}

/** @param directory of its own, made when missing */
export async function startS3Server(directory: string, bucket = 'school'): Promise<S3Server> {
  allowDes();
  mkdirSync(join(directory, bucket), { recursive: true });
  const s3rver = new S3rver({ directory, silent: true, vhostBuckets: false });
  const { store } = s3rver as unknown as { readonly store: Store };
  const uploadsFolder = store.getResourcePath(bucket, undefined, 'uploads');
  keepWhole(store, `${directory}.scratch`, uploadsFolder, () => server.tampers);
  const handle = s3rver.callback() as (...values: [IncomingMessage, ServerResponse]) => Promise<void>;
  const working = new Set<Promise<unknown>>();

  const serve = async (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const request: S3Request = { method: incoming.method ?? '', url: incoming.url ?? '' };
    server.requests.push(request);
    await server.arrives?.(request);
    const end = outgoing.end.bind(outgoing) as ServerResponse['end'];
    outgoing.end = ((...values: Parameters<typeof end>) =>
      server.answers?.(request) === 'lost' ? outgoing.destroy() : end(...values)) as typeof end;
    if (!(await uploadRequest(incoming, outgoing, { store, bucket, uploadsFolder }))) await handle(incoming, outgoing);
  };
  const http = createServer((incoming, outgoing) => {
    const work = serve(incoming, outgoing).finally(() => working.delete(work));
    working.add(work);
  });
  http.listen(0, '127.0.0.1');
  await new Promise((resolve) => http.once('listening', resolve));
  const server: S3Server = {
    endpoint: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    bucket,
    requests: [],
    arrives: undefined,
    answers: undefined,
    tampers: false,
    cut: () => http.closeAllConnections(),
    file: (key) => store.getResourcePath(bucket, key, 'object'),
    uploads: () =>
      (existsSync(uploadsFolder) ? readdirSync(uploadsFolder) : []).map((id) => {
        const folder = join(uploadsFolder, id);
        return { key: readFileSync(join(folder, 'key'), 'utf8'), folder };
      }),
    async idle() {
      while (working.size > 0) await Promise.allSettled(working);
    },
    async close() {
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
      rmSync(`${directory}.scratch`, { recursive: true, force: true });
    },
  };
  return server;
}

/** Writes aside and renames, as S3 seems to. s3rver writes in place, and answers before all of it is written. */
function keepWhole(store: Store, scratch: string, uploadsFolder: string, tampers: () => boolean): void {
  mkdirSync(scratch, { recursive: true });
  const keep = async (content: Body, path: string): Promise<Kept> => {
    const aside = join(scratch, randomUUID());
    const [md5, sha256] = [createHash('md5'), createHash('sha256')];
    let size = 0;
    const summed = async function* (chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) {
        if (tampers()) chunk[0]! ^= 1;
        size += chunk.byteLength;
        md5.update(chunk);
        sha256.update(chunk);
        yield chunk;
      }
    };
    try {
      await pipeline(content, summed, createWriteStream(aside));
      const signed = content.headers?.['x-amz-content-sha256'];
      if (/^[0-9a-f]{64}$/.test(String(signed)) && signed !== sha256.digest('hex'))
        throw Object.assign(new Error('the body is not the one that was signed'), { status: 400, expose: true });
      await mkdir(dirname(path), { recursive: true });
      await rename(aside, path);
    } finally {
      await rm(aside, { force: true });
    }
    return { size, md5: md5.digest('hex') };
  };
  store.putObject = async ({ bucket, key, content, metadata }) => {
    const kept = await keep(content, store.getResourcePath(bucket, key, 'object'));
    await store.putMetadata(bucket, key, metadata, kept.md5);
    return kept;
  };
  store.putPart = async (_bucket, uploadId, partNumber, content) => {
    const path = join(uploadsFolder, uploadId, partNumber);
    const kept = await keep(content, path);
    await writeFile(`${path}.md5`, kept.md5);
    return kept;
  };
}

/**
 * s3rver keeps its place in a list as a text in DES, which OpenSSL 3 no longer has. Three times DES with one key is DES.
 */
function allowDes(): void {
  type Make = (algorithm: string, key: Buffer, iv: Buffer) => crypto.Cipheriv;
  const tripled = (make: Make): Make => {
    const withDes: Make = (algorithm, key, iv) =>
      algorithm === 'des' ? make('des-ede3-cbc', Buffer.concat([key, key, key]), iv) : make(algorithm, key, iv);
    return make.name === 'withDes' ? make : withDes;
  };
  Object.assign(crypto, {
    createCipheriv: tripled(crypto.createCipheriv as Make),
    createDecipheriv: tripled(crypto.createDecipheriv as Make),
  });
}
