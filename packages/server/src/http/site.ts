// Where a request came from and how the caller sees this site, also behind a proxy that is trusted.
import type { IncomingMessage } from 'node:http';

export interface SiteOptions {
  /** The site's own address when it is known: `https://school.example.org`. */
  readonly url?: string | undefined;
  /** `/learn`, or empty at the root. */
  readonly basePath: string;
  /** Believe X-Forwarded-* of the peer. Only true behind a proxy that sets them itself. */
  readonly trustProxy: boolean;
}
export interface Caller {
  /** Origin as the browser sees it. */
  readonly origin: string;
  /** Origin and base path, without a slash at the end. */
  readonly site: string;
  readonly host: string;
  readonly address: string | undefined;
  readonly secure: boolean;
}

export function callerOf(
  request: Request,
  incoming: IncomingMessage | undefined,
  { url, basePath, trustProxy }: SiteOptions,
): Caller {
  const header = (name: string) => {
    const value = incoming ? incoming.headers[name] : (request.headers.get(name) ?? undefined);
    return Array.isArray(value) ? value[0] : value;
  };
  // The last entry is the one our own proxy wrote; those before it are whatever the client sent.
  const forwarded = (name: string) => (trustProxy ? header(name)?.split(',').at(-1)?.trim() : undefined);
  // A request that was never on a wire names its host in its address only.
  const host = forwarded('x-forwarded-host') ?? header('host') ?? new URL(request.url).host;
  const scheme =
    forwarded('x-forwarded-proto') ??
    ((incoming?.socket as { encrypted?: boolean } | undefined)?.encrypted ? 'https' : 'http');
  const origin = url ? new URL(url).origin : `${scheme}://${host}`;
  return {
    origin,
    site: `${origin}${basePath}`,
    host,
    address: forwarded('x-forwarded-for') ?? incoming?.socket?.remoteAddress,
    secure: origin.startsWith('https:'),
  };
}
