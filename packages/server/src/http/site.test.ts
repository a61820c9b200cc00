import type { IncomingMessage } from 'node:http';
import { expect, test } from 'vitest';
import { callerAt, isOwnHost } from './site.ts';

const received = (localAddress: string, localPort: number) =>
  ({ socket: { localAddress, localPort } }) as unknown as IncomingMessage;

test('a Host is ours when it names the socket that the request came in by', () => {
  const at = received('192.168.1.10', 4040);
  expect(isOwnHost('192.168.1.10:4040', at)).toBe(true);
  expect(isOwnHost('192.168.1.10:4040', received('::ffff:192.168.1.10', 4040))).toBe(true);
  expect(isOwnHost('[fe80::1]:4040', received('fe80::1%eth0', 4040))).toBe(true);
  expect(isOwnHost('192.168.1.10', received('192.168.1.10', 80))).toBe(true);
});

test('this machine is ours at the port of the socket', () => {
  for (const host of ['localhost:4040', '127.0.0.1:4040', '[::1]:4040', 'LOCALHOST:4040'])
    expect(isOwnHost(host, received('127.0.0.1', 4040)), host).toBe(true);
});

// Whoever asks for a link in somebody's mail writes the Host.
test('what anybody may have written is not', () => {
  for (const host of [
    'school.example.org',
    'evil.example:4040',
    'localhost:4041',
    'localhost',
    'localhost.evil.example:4040',
    '127.0.0.1.evil.example:4040',
    'evil.example@127.0.0.1:4040@evil.example',
    '192.168.1.66:4040',
    'user:pass@evil.example:4040',
    '',
    ' ',
  ])
    expect(isOwnHost(host, received('127.0.0.1', 4040)), host).toBe(false);
  expect(isOwnHost('localhost:4040', undefined)).toBe(false);
});

test('a school with a name of its own is there, and not at the address of the installation', async () => {
  const site = { url: 'https://lectern.example/learn', basePath: '/learn', trustProxy: false };
  const originAt = async (host: string) =>
    (
      await callerAt(
        new Request('http://ignored.test/', { headers: { host } }),
        undefined,
        site,
        async (one) => one.replace(/:\d+$/, '') === 'north.example',
      )
    ).site;
  expect(await originAt('north.example')).toBe('https://north.example/learn');
  // With the port of the Host a mail led to whatever listens there.
  expect(await originAt('north.example:6666')).toBe('https://north.example/learn');
  expect(await originAt('lectern.example')).toBe('https://lectern.example/learn');
  expect(await originAt('evil.example')).toBe('https://lectern.example/learn');
});
