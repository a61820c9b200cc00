// Answers to players and caches: tracks and texts. Nothing here asks who somebody is, so any origin and any cache may have
// it as long as the address is good.
import { objectResponse, type StoragePort } from '@lectern/kit';

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
  return objectResponse(serving, request, storage, headers);
}
