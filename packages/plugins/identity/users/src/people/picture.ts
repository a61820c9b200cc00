// What may be somebody's picture, judged by its bytes: what the sender calls it decides nothing.
import { ReadableStream } from 'node:stream/web';
import { kernelProblems, objectResponse, refuse, type StoragePort } from '@lectern/kit';
import { errors } from '../contract.ts';

const kinds = new Set(['image/png', 'image/jpeg', 'image/webp']);
/** In pixels, either way: a small file may unpack to one that fills a reader's memory. */
const largest = 2048;

/** Outside a unit of work. @param limit in bytes @returns the digest of the stored bytes @throws users.picture_refused, too_large */
export async function storePicture(
  body: AsyncIterable<Uint8Array>,
  limit: number,
  storage: StoragePort,
): Promise<string> {
  const bytes = await allOf(body, limit);
  const { fileTypeFromBuffer } = await import('file-type');
  const mime = (await fileTypeFromBuffer(bytes))?.mime ?? '';
  const size = kinds.has(mime) ? await sizeOf(bytes) : undefined;
  if (!size || size.width > largest || size.height > largest) return refuse(errors.pictureRefused, { pointer: '' });
  const { digest } = await storage.put(ReadableStream.from([bytes]));
  return digest;
}

async function allOf(body: AsyncIterable<Uint8Array>, limit = Number.POSITIVE_INFINITY): Promise<Buffer<ArrayBuffer>> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of body) {
    size += part.length;
    if (size > limit) return refuse(kernelProblems.tooLarge, { pointer: '' });
    parts.push(part);
  }
  return Buffer.concat(parts);
}

async function sizeOf(bytes: Uint8Array): Promise<{ width: number; height: number } | undefined> {
  const { imageSize } = await import('image-size');
  try {
    const { width, height } = imageSize(new Uint8Array(bytes)); // a copy: it looks at the whole buffer behind a view
    return width > 0 && height > 0 ? { width, height } : undefined;
  } catch {
    return undefined; // broken
  }
}

/**
 * @param named the digest that the address names: it is good for ever, and any other is asked for again
 * @returns undefined when the bytes are gone
 */
export async function servePicture(
  digest: string,
  request: Request,
  storage: StoragePort,
  named: string | undefined,
): Promise<Response | undefined> {
  const size = await storage.size(digest);
  const start = size === undefined ? undefined : await storage.get(digest, { start: 0, end: 0 });
  if (size === undefined || !start) return undefined;
  return objectResponse(
    { digest, size },
    request,
    storage,
    new Headers({
      'content-type': kindOf(await allOf(start.body)),
      'cache-control': named === digest ? 'private, max-age=31536000, immutable' : 'private, no-cache',
      'content-security-policy': "default-src 'none'; sandbox",
      'content-disposition': 'inline',
    }),
  );
}

/** One of the three that are taken, which their first byte tells apart: `\x89PNG`, `\xff\xd8`, `RIFF`. */
const kindOf = ([first]: Uint8Array): string =>
  first === 0x89 ? 'image/png' : first === 0xff ? 'image/jpeg' : 'image/webp';
