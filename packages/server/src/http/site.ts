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

/**
 * Whether the Host of a request cannot be a stranger's invention. It is ours when it names the very socket that the request
 * came in by, or this machine itself at that socket's port. Any other name may be anybody's: whoever asks for a link in a
 * mail chooses the Host, and somebody else opens the link. Behind a proxy too, which passes on what it was sent: there the
 * school is told its address (`url`).
 */
export function isOwnHost(host: string, incoming: IncomingMessage | undefined): boolean {
  const { localAddress, localPort } = incoming?.socket ?? {};
  const asked = URL.parse(`http://${host}`);
  if (!asked || localPort === undefined || Number(asked.port || 80) !== localPort) return false;
  const name = asked.hostname.replace(/^\[|\]$/g, '');
  const own = localAddress?.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
  return name === own || name === 'localhost' || name === '::1' || /^127(\.\d+){3}$/.test(name);
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

/** As `callerOf`, where a school of the installation may have a name of its own beside the one that `url` says. */
export async function callerAt(
  request: Request,
  incoming: IncomingMessage | undefined,
  site: SiteOptions,
  knowsHost: (host: string) => Promise<boolean>,
): Promise<Caller> {
  const caller = callerOf(request, incoming, site);
  const own = site.url ? new URL(site.url) : undefined;
  if (own === undefined || caller.host === own.host || !(await knowsHost(caller.host))) return caller;
  // The port is that of the installation: of a Host only the name is known to be ours, and links in mails carry it.
  const name = caller.host.replace(/:\d*$/, '');
  return callerOf(request, incoming, { ...site, url: `${own.protocol}//${name}${own.port && `:${own.port}`}` });
}

/** Whether a request was made on this machine itself, and not passed on by a proxy that stands beside us. */
export function isFromHere(
  request: Request,
  { incoming, local }: { incoming?: IncomingMessage; local?: boolean },
): boolean {
  if (local) return true;
  const peer = incoming?.socket?.remoteAddress;
  if (peer === undefined || !/^(?:::1|(?:::ffff:)?127(?:\.\d+){3})$/.test(peer)) return false;
  const passedOn = ['x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'forwarded', 'via'];
  return !passedOn.some((name) => request.headers.has(name)) && isOwnHost(incoming!.headers.host ?? '', incoming);
}
