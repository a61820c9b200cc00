// The one client for requests that leave the school. Whoever names an address to call (an owner, a provider's discovery
// document, a redirect) cannot make the school speak to machines of its own network.
import { lookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { OutgoingFault, type OutgoingOptions, type OutgoingPort } from '@lectern/kit';
import { isPublic } from './addresses.ts';

const redirected = new Set([301, 302, 303, 307, 308]);

/**
 * @param privateHosts hosts that are called though they are private or speak plain http: `id.school.lan`, with a port
 * only that one: `localhost:8080`
 * @param standIns by origin, what is called in its place: for tests of what has one address in the world
 */
export function createOutgoing(
  privateHosts: readonly string[] = [],
  standIns: Readonly<Record<string, string>> = {},
): OutgoingPort & { close(): Promise<void> } {
  const standing = (address: URL) => {
    const other = standIns[address.origin];
    return other === undefined ? address : new URL(address.pathname + address.search, other);
  };
  const isAllowed = ({ host, hostname }: URL) => privateHosts.includes(hostname) || privateHosts.includes(host);
  // Loaded by the first request: most schools never send one.
  let loading: Promise<{ agents: Agents; fetch: typeof import('undici').fetch }> | undefined;
  const load = async () => {
    const { Agent, fetch } = await import('undici');
    const make = (connect: object) => new Agent({ connect: { timeout: 5_000, ...connect }, connections: 8 });
    return { fetch, agents: { open: make({}), guarded: make({ lookup: publicLookup }) } };
  };

  const loaded = () => {
    loading ??= load();
    return loading;
  };

  async function once(address: URL, options: OutgoingOptions, signal: AbortSignal) {
    const allowed = isAllowed(address);
    assertMayCall(address, allowed);
    const { agents, fetch } = await loaded();
    const { method = 'GET', headers, body } = options;
    try {
      const answer = await fetch(address, {
        method,
        redirect: 'manual',
        signal,
        dispatcher: allowed ? agents.open : agents.guarded,
        headers: { 'user-agent': 'Lectern', ...headers },
        ...(body !== undefined && { body }),
      });
      const bytes = await readWhole(answer.body, options.limit ?? 1_048_576, address);
      const empty = method === 'HEAD' || answer.status === 204 || answer.status === 304;
      const plain = new Headers([...answer.headers]);
      for (const name of ['content-encoding', 'content-length']) plain.delete(name); // of what was on the wire
      return new Response(empty ? null : bytes, { status: answer.status, headers: plain });
    } catch (error) {
      throw faultOf(error, address);
    }
  }

  const send: OutgoingPort = async (address, options = {}) => {
    const signal = AbortSignal.timeout(options.timeout ?? 10_000);
    let at = standing(addressOf(address));
    for (let left = options.redirects ?? 3; ; left--) {
      const answer = await once(at, options, signal);
      const to = answer.headers.get('location');
      const follows = redirected.has(answer.status) && to !== null && (options.method ?? 'GET') === 'GET' && left > 0;
      if (!follows) return answer;
      const next = standing(addressOf(new URL(to, at)));
      // A key that was meant for one host is not shown to another.
      if (next.origin !== at.origin) options = { ...options, headers: withoutSecrets(options.headers) };
      at = next;
    }
  };
  return Object.assign(send, {
    close: async () => {
      const { agents } = (await loading) ?? {};
      await Promise.all([agents?.open.destroy(), agents?.guarded.destroy()]);
    },
  });
}
interface Agents {
  readonly open: import('undici').Agent;
  readonly guarded: import('undici').Agent;
}

function addressOf(given: string | URL): URL {
  const address = URL.parse(given);
  if (!address || !/^https?:$/.test(address.protocol) || address.username || address.password)
    throw new OutgoingFault('address', `${String(given).slice(0, 200)} is not an address to call: write https://...`);
  return address;
}

function assertMayCall(address: URL, allowed: boolean): void {
  if (allowed) return;
  if (address.protocol === 'http:')
    throw new OutgoingFault(
      'plain-http',
      `${address.origin} is not encrypted. Use https; for a host in your own network add ${address.host} to privateHosts.`,
    );
  // Numbers are never looked up, so they are judged here.
  const literal = address.hostname.replace(/^\[(.*)\]$/, '$1');
  if (isIP(literal) && !isPublic(literal)) throw privateHost(address.host);
}

/** Judges what a connection is made to, in the lookup that makes it: an answer that changes afterwards changes nothing. */
const publicLookup: LookupFunction = (hostname, options, done) => {
  lookup(hostname, { ...options, all: true }, (error, found) => {
    if (error) return done(error, '');
    if (found.length === 0 || found.some(({ address }) => !isPublic(address))) return done(privateHost(hostname), '');
    return options.all ? done(null, found) : done(null, found[0]!.address, found[0]!.family);
  });
};
const privateHost = (host: string) =>
  new OutgoingFault(
    'private',
    `${host} is in a private network, which is not called. If it is yours, add it to privateHosts (LECTERN_PRIVATE_HOSTS).`,
  );

async function readWhole(
  body: AsyncIterable<Uint8Array> | null,
  limit: number,
  { host }: URL,
): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of body ?? []) {
    size += part.byteLength;
    if (size > limit) throw new OutgoingFault('too-large', `${host} answered with more than ${limit} bytes.`);
    parts.push(part);
  }
  return new Uint8Array(Buffer.concat(parts));
}

function withoutSecrets(headers: OutgoingOptions['headers'] = {}): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => !/^(?:authorization|cookie|proxy-authorization)$/i.test(name)),
  );
}

function faultOf(error: unknown, { host }: URL): OutgoingFault {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof OutgoingFault) return cause;
    const { code, name } = cause as NodeJS.ErrnoException;
    if (name === 'TimeoutError') return new OutgoingFault('slow', `${host} did not answer in time.`, error);
    if (code === 'ENOTFOUND') return new OutgoingFault('unknown-host', `There is no host called ${host}.`, error);
    if (code?.startsWith('ERR_TLS') || code?.includes('CERT') || code === 'DEPTH_ZERO_SELF_SIGNED_CERT')
      return new OutgoingFault('unreachable', `The certificate of ${host} is not valid (${code}).`, error);
    if (code && !(cause.cause instanceof Error))
      return new OutgoingFault('unreachable', `${host} cannot be reached (${code}).`, error);
  }
  return new OutgoingFault('unreachable', `${host} cannot be reached.`, error);
}
