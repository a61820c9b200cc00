// Answers to players and caches (RFC 9110): ranges of tracks, and texts. Nothing here asks who somebody is, so any origin
// and any cache may have it as long as the address is good.
import { ReadableStream } from 'node:stream/web';
import type { StoragePort } from '@lectern/kit';

export type Serving =
  | { readonly type: string; readonly text: string }
  | { readonly type: string; readonly digest: string; readonly size: number };

/** @param left seconds until the address is over */
export async function served(
  serving: Serving,
  request: Request,
  storage: StoragePort,
  left: number,
): Promise<Response> {
  const headers = new Headers({
    'content-type': serving.type,
    'access-control-allow-origin': '*',
    'access-control-expose-headers': 'content-length, content-range',
    'cross-origin-resource-policy': 'cross-origin',
    'cache-control': `public, max-age=${left}, immutable`,
    'x-content-type-options': 'nosniff',
  });
  if ('text' in serving) {
    // Captions may be added later, and the playlists name them.
    if (!serving.type.startsWith('text/vtt')) headers.set('cache-control', 'public, max-age=60');
    return new Response(serving.text, { headers });
  }
  headers.set('accept-ranges', 'bytes');
  headers.set('etag', `"${serving.digest}"`);
  const range = rangeOf(request.headers.get('range'), serving.size);
  if (range === 'outside') {
    headers.set('content-range', `bytes */${serving.size}`);
    return new Response(null, { status: 416, headers });
  }
  const stored = await storage.get(serving.digest, range);
  if (!stored) throw new Error(`the object ${serving.digest} of a video is not in storage`);
  headers.set('content-length', String(range ? range.end - range.start + 1 : serving.size));
  if (range) headers.set('content-range', `bytes ${range.start}-${range.end}/${serving.size}`);
  return new Response(ReadableStream.from(stored.body) as unknown as BodyInit, { status: range ? 206 : 200, headers });
}

/** One range; of several the whole is sent, as the RFC allows (14.2). */
function rangeOf(header: string | null, size: number): { start: number; end: number } | 'outside' | undefined {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '') ?? [];
  if (first === '' && last === '') return undefined;
  if (first === '') return last === '0' ? 'outside' : { start: Math.max(0, size - Number(last)), end: size - 1 };
  const start = Number(first);
  if (last !== '' && Number(last) < start) return undefined;
  return start >= size ? 'outside' : { start, end: last === '' ? size - 1 : Math.min(Number(last), size - 1) };
}
