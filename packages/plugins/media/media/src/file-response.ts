// A file of a course over HTTP (RFC 9110): ranges for players, conditions for caches, and headers that keep a hostile
// file from doing anything in a reader's browser.
import { ReadableStream } from 'node:stream/web';
import type { StoragePort } from '@lectern/kit';
import type { StoredMedia } from './contract.ts';

/** Addresses name bytes for ever. Private: whether somebody may read them is asked of every person. */
const forEver = 'private, max-age=31536000, immutable';

/** @param cache for `Cache-Control`, of an address that is not good for ever */
export async function serveFile(
  file: StoredMedia,
  request: Request,
  storage: StoragePort,
  cache = forEver,
): Promise<Response> {
  const tag = `"${file.digest}"`;
  const headers = new Headers({
    etag: tag,
    'cache-control': cache,
    'content-type': file.mime === 'text/plain' ? 'text/plain; charset=utf-8' : file.mime,
    'content-disposition': disposition(file),
    'x-content-type-options': 'nosniff',
    'accept-ranges': 'bytes',
    ...(file.mime !== 'application/pdf' && {
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; media-src 'self'; sandbox",
    }),
  });
  if (named(request.headers.get('if-none-match'), tag)) return new Response(null, { status: 304, headers });

  // A range is defined for GET alone (14.2), and only of exactly the bytes the asker has seen (13.1.5).
  const ranged = request.method === 'GET' && (request.headers.get('if-range') ?? tag) === tag;
  const range = ranged ? rangeOf(request.headers.get('range'), file.size) : undefined;
  if (range === 'outside') {
    headers.set('content-range', `bytes */${file.size}`);
    return new Response(null, { status: 416, headers });
  }
  headers.set('content-length', String(range ? range.end - range.start + 1 : file.size));
  if (range) headers.set('content-range', `bytes ${range.start}-${range.end}/${file.size}`);
  if (request.method === 'HEAD') return new Response(null, { headers });
  const stored = await storage.get(file.digest, range);
  if (!stored) throw new Error(`the bytes of ${file.name} (${file.digest}) are not in storage`);
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

/** Shown in place are pictures, sound, film and PDF; all else is saved. The name in both forms of RFC 6266. */
function disposition({ name, mime }: StoredMedia): string {
  const kind = /^(image|audio|video)\//.test(mime) || mime === 'application/pdf' ? 'inline' : 'attachment';
  const ascii = name.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const exact = encodeURIComponent(name).replace(
    /['()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${kind}; filename="${ascii}"; filename*=UTF-8''${exact}`;
}
