// An object of storage over HTTP (RFC 9110): ranges for players, conditions for caches.
import { ReadableStream } from 'node:stream/web';
import type { StoragePort } from '../ports/storage.ts';

export interface ServedObject {
  /** SHA-256, which is its address in storage and its tag. */
  readonly digest: string;
  /** In bytes. */
  readonly size: number;
}

/**
 * The answer of a raw operation to GET or HEAD. Type, caching and policy are the caller's: `headers`.
 * @throws Error when the object is not in storage
 */
export async function objectResponse(
  { digest, size }: ServedObject,
  request: Request,
  storage: StoragePort,
  headers: Headers,
): Promise<Response> {
  const tag = `"${digest}"`;
  headers.set('etag', tag);
  headers.set('accept-ranges', 'bytes');
  headers.set('x-content-type-options', 'nosniff');
  if (named(request.headers.get('if-none-match'), tag)) return new Response(null, { status: 304, headers });

  // A range is defined for GET alone (14.2), and only of exactly the bytes the asker has seen (13.1.5).
  const ranged = request.method === 'GET' && (request.headers.get('if-range') ?? tag) === tag;
  const range = ranged ? rangeOf(request.headers.get('range'), size) : undefined;
  if (range === 'outside') {
    headers.set('content-range', `bytes */${size}`);
    return new Response(null, { status: 416, headers });
  }
  headers.set('content-length', String(range ? range.end - range.start + 1 : size));
  if (range) headers.set('content-range', `bytes ${range.start}-${range.end}/${size}`);
  if (request.method === 'HEAD') return new Response(null, { headers });
  const stored = await storage.get(digest, range);
  if (!stored) throw new Error(`the object ${digest} is not in storage`);
  return new Response(ReadableStream.from(stored.body) as unknown as BodyInit, { status: range ? 206 : 200, headers });
}

/** A comparison by the weak function: bytes are never sent under a weak tag. */
const named = (header: string | null, tag: string) =>
  header?.split(',').some((one) => one.trim() === '*' || one.trim().replace(/^W\//, '') === tag) ?? false;

/** One range of bytes; several, or what is not understood, gets the whole file, as the RFC allows (14.2). */
function rangeOf(header: string | null, size: number): { start: number; end: number } | 'outside' | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '');
  if (!match || (match[1] === '' && match[2] === '')) return undefined;
  const [first, last] = [match[1], match[2]].map((digits) => (digits === '' ? undefined : Number(digits)));
  if (first === undefined)
    return last === 0 || size === 0 ? 'outside' : { start: Math.max(0, size - last!), end: size - 1 };
  if (last !== undefined && last < first) return undefined;
  return first >= size ? 'outside' : { start: first, end: Math.min(last ?? size - 1, size - 1) };
}
