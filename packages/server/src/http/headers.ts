// What stands above every answer.
import { cors } from 'hono/cors';
import type { Inbound, Outcome } from '../pipeline/pipeline.ts';
import type { LimitHeaders } from './limits.ts';

/** Credentials are never allowed, so a cookie cannot be used from there: such pages bring a token. */
export const fromElsewhere = (origins: readonly string[]) =>
  cors({
    origin: [...origins],
    allowMethods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
    exposeHeaders: [
      ...[
        'ETag',
        'Location',
        'Retry-After',
        'RateLimit',
        'RateLimit-Policy',
        'Idempotency-Replayed',
        'Lectern-Preview',
        'X-Request-Id',
      ],
      ...['Tus-Resumable', 'Tus-Version', 'Tus-Extension', 'Upload-Offset', 'Upload-Length', 'Upload-Expires'],
    ],
    maxAge: 7_200,
  });

export function jsonHeaders(outcome: Outcome, inbound: Inbound, limited: LimitHeaders): Record<string, string> {
  const headers: Record<string, string> = {
    ...limited,
    'x-request-id': inbound.request,
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  };
  if (outcome.tag !== undefined) headers.etag = `"${outcome.tag}"`;
  if (outcome.replayed) headers['idempotency-replayed'] = 'true';
  if (inbound.preview) headers['lectern-preview'] = 'true';
  return headers;
}

/** A stranger's bytes are never taken for something they do not say they are. */
export function guarded(response: Response, limited: LimitHeaders, request: string): Response {
  const { headers } = response;
  for (const [name, value] of Object.entries(limited)) headers.set(name, value);
  headers.set('x-request-id', request);
  headers.set('x-content-type-options', 'nosniff');
  headers.set('referrer-policy', 'same-origin');
  if (!headers.has('content-security-policy'))
    headers.set('content-security-policy', "default-src 'none'; frame-ancestors 'self'");
  return response;
}
