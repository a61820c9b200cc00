// The cookie of a session, read and set (RFC 6265).
import type { Outcome } from '../pipeline/pipeline.ts';
import type { Caller } from './site.ts';

export function cookieValue(header: string | undefined, name: string): string | undefined {
  if (header === undefined) return undefined;
  for (const part of header.split(';')) {
    const at = part.indexOf('=');
    if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim() || undefined;
  }
  return undefined;
}

/** Below its own path only: two schools on one host have a cookie each. */
export function withCookies(
  response: Response,
  { cookies }: Outcome,
  { caller }: { caller: Caller },
  basePath: string,
): Response {
  for (const { name, value, maxAge } of cookies) {
    const life = value === null ? '; Max-Age=0' : maxAge === undefined ? '' : `; Max-Age=${maxAge}`;
    response.headers.append(
      'set-cookie',
      `${name}=${value ?? ''}; Path=${basePath || '/'}; HttpOnly; SameSite=Lax${caller.secure ? '; Secure' : ''}${life}`,
    );
  }
  return response;
}
