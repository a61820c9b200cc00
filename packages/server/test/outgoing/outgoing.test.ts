import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { OutgoingFault, type OutgoingReason } from '@lectern/kit';
import fc from 'fast-check';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { isPublic } from '../../src/outgoing/addresses.ts';
import { createOutgoing } from '../../src/outgoing/client.ts';

// Names that resolve as an attacker wishes; the addresses are never asked.
const names = vi.hoisted(() => new Map<string, string[]>());
vi.mock('node:dns', async (original) => {
  const dns = await original<typeof import('node:dns')>();
  const lookup = (host: string, options: object, done: (...given: unknown[]) => void) => {
    const known = names.get(host);
    if (!known) return dns.lookup(host, options, done as never);
    done(
      null,
      known.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
  };
  return { ...dns, lookup, default: { ...dns, lookup } };
});

const ends: (() => Promise<unknown>)[] = [];
afterAll(() => Promise.all(ends.map((end) => end())));

async function serve(listener: RequestListener): Promise<{ url: string; host: string; asked: string[] }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    listener(request, response);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  ends.push(() => new Promise((closed) => server.close(closed).closeAllConnections()));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url: `http://${host}`, host, asked };
}
function client(...privateHosts: string[]) {
  const send = createOutgoing(privateHosts);
  ends.push(() => send.close());
  return send;
}
const reasonOf = (sent: Promise<unknown>): Promise<OutgoingReason | 'answered' | 'thrown'> =>
  sent.then(
    () => 'answered' as const,
    (error: unknown) => (error instanceof OutgoingFault ? error.reason : 'thrown'),
  );

describe('a request that leaves the school', () => {
  test('is answered by a host that is allowed, decompressed and whole', async () => {
    const { url, host, asked } = await serve((request, response) => {
      response.writeHead(201, { 'content-encoding': 'gzip', 'x-seen': request.headers['x-key'] ?? '' });
      response.end(gzipSync('{"hello":"school"}'));
    });
    const answer = await client(host)(`${url}/hook`, { method: 'POST', headers: { 'x-key': 'k' }, body: '{}' });
    expect([answer.status, answer.headers.get('x-seen'), await answer.json()]).toEqual([201, 'k', { hello: 'school' }]);
    expect(asked).toEqual(['POST /hook']);
  });

  // Without `publicLookup` the first four, without the question about literals in `assertMayCall` the others were "unreachable".
  test.each([
    ['https://inside.example.org', ['10.1.2.3']],
    ['https://metadata.example.org', ['169.254.169.254']],
    ['https://half.example.org', ['93.184.215.14', '127.0.0.1']],
    ['https://mapped.example.org', ['::ffff:192.168.1.1']],
    ['https://127.0.0.1', []],
    ['https://[::1]', []],
    ['https://[::ffff:10.0.0.1]', []],
    ['https://2130706433', []], // 127.0.0.1 as one number
    ['https://0x7f.1', []],
  ])('to %s is not sent: it is in a private network', async (address, resolved) => {
    names.set(new URL(address).hostname, resolved);
    if (resolved.length === 0) names.clear();
    expect(await reasonOf(client()(address, { timeout: 3_000 }))).toBe('private');
  });

  test('is not sent over plain http, to a file, or with a password in the address', async () => {
    const send = client();
    expect(await reasonOf(send('http://example.org'))).toBe('plain-http');
    for (const address of ['file:///etc/passwd', 'ftp://example.org', 'nonsense', 'https://user:secret@example.org'])
      expect(await reasonOf(send(address)), address).toBe('address');
  });

  test('follows a redirect no further than it may go, and shows its key to nobody else', async () => {
    const keys: (string | undefined)[] = [];
    const other = await serve((request, response) => {
      keys.push(request.headers.authorization);
      response.end('there');
    });
    const { url, host } = await serve((request, response) => {
      keys.push(request.headers.authorization);
      const to = { '/other': other.url, '/inside': 'http://10.0.0.1/', '/round': '/round' }[request.url ?? ''];
      response.writeHead(302, { location: to ?? '/other' }).end();
    });
    const send = client(host, other.host);
    const headers = { authorization: 'Bearer key' };
    expect(await (await send(`${url}/`, { headers })).text()).toBe('there');
    expect(keys).toEqual(['Bearer key', 'Bearer key', undefined]);
    expect(await reasonOf(send(`${url}/inside`))).toBe('plain-http');
    expect((await send(`${url}/round`)).status).toBe(302);
    // What is sent once is not sent again to where somebody points.
    expect((await send(`${url}/other`, { method: 'POST', body: 'x' })).status).toBe(302);
  });

  test('is bounded in time and size', async () => {
    const { url, host } = await serve((request, response) => {
      if (request.url === '/slow')
        response.write('begun'); // and never ends
      else response.end(Buffer.alloc(3_000_000));
    });
    const send = client(host);
    expect(await reasonOf(send(`${url}/slow`, { timeout: 300 }))).toBe('slow');
    expect(await reasonOf(send(`${url}/large`))).toBe('too-large');
    expect((await (await send(`${url}/large`, { limit: 3_000_000 })).arrayBuffer()).byteLength).toBe(3_000_000);
  });

  test('says in words what is wrong', async () => {
    const gone = await serve(() => {});
    await ends.at(-1)!();
    const fault = await client('127.0.0.1')(gone.url).catch((error: Error) => error.message);
    expect(fault).toBe(`${gone.host} cannot be reached (ECONNREFUSED).`);
    const unknown = await client()('https://no-such-host.invalid').catch((error: Error) => error.message);
    expect(unknown).toMatch(/no-such-host\.invalid/);
  });
});

test('no address of a private IPv4 network is public, however it is written into IPv6', () => {
  const octet = fc.integer({ min: 0, max: 255 });
  const inside = fc.oneof(
    fc.tuple(fc.constant(10), octet, octet, octet),
    fc.tuple(fc.constant(127), octet, octet, octet),
    fc.tuple(fc.constant(172), fc.integer({ min: 16, max: 31 }), octet, octet),
    fc.tuple(fc.constant(192), fc.constant(168), octet, octet),
    fc.tuple(fc.constant(169), fc.constant(254), octet, octet),
  );
  fc.assert(
    fc.property(inside, (octets) => {
      const address = octets.join('.');
      expect(isPublic(address)).toBe(false);
      expect(isPublic(`::ffff:${address}`)).toBe(false);
      expect(isPublic(`64:ff9b::${address}`)).toBe(false);
    }),
  );
  expect([isPublic('93.184.215.14'), isPublic('2606:2800:21f::1')]).toEqual([true, true]);
});
