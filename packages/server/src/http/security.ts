// What every answer says to a browser: nothing from elsewhere, nothing inline, nobody frames us.
import { createHash } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';

const policyWith = (scripts: string) =>
  [
    "default-src 'self'",
    `script-src 'self'${scripts}`,
    "style-src 'self'",
    // progress bars and covers set custom properties on elements; no rule can come in this way
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    // a player feeds a film to the browser piece by piece, as a blob
    "media-src 'self' blob:",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
const policy = policyWith('');

/** The policy of a document that holds this one script inline (its import map), byte by byte, and no other. */
export const policyAllowing = (inline: string): string =>
  policyWith(` 'sha256-${createHash('sha256').update(inline).digest('base64')}'`);

/** For documents. JSON answers carry their own headers: to touch one here would cost more than making it. */
export const secured: MiddlewareHandler = async (c, next) => {
  await next();
  const { headers } = c.res;
  if (!headers.has('content-security-policy')) headers.set('content-security-policy', policy);
  headers.set('x-content-type-options', 'nosniff');
  headers.set('referrer-policy', 'same-origin');
};
