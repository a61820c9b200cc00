// A school that takes itself to be elsewhere than its pages are: said at once, and with what to set.
import { expect, test } from 'vitest';
import { served } from './gateway.ts';
import { ask, owner, signIn } from './prepared-school.ts';

const signingIn = (url: string, headers: Record<string, string>) =>
  ask(`${url}/api/auth/sign-in`, { method: 'POST', body: { email: owner.email, password: owner.password }, headers });

test.each([
  [
    'behind a proxy that ends TLS and is not believed',
    {},
    { host: 'school.example.org', origin: 'https://school.example.org', 'x-forwarded-proto': 'https' },
    /set url \(LECTERN_URL\) to https:\/\/school\.example\.org, or trustProxy/,
  ],
  [
    'behind a proxy that rewrites Host',
    {},
    { host: '127.0.0.1:4040', origin: 'https://school.example.org', 'sec-fetch-site': 'same-origin' },
    /set url \(LECTERN_URL\)/,
  ],
  [
    'opened at an address beside its url',
    { url: 'https://school.example.org' },
    { host: '192.168.1.10:4040', origin: 'http://192.168.1.10:4040' },
    /the school at https:\/\/school\.example\.org \(url\)\. Open it there/,
  ],
])('%s, signing in says so instead of seeming to work', async (_, options, headers, sentence) => {
  const { url } = await served(options);
  const answer = await signingIn(url, headers);
  expect([answer.status, answer.json.code]).toEqual([403, 'site.wrong_address']);
  expect(answer.json.detail).toMatch(sentence);
  expect(answer.headers['set-cookie']).toBeUndefined();
});

test('over plain http in a home network, and behind a proxy that is believed, it works', async () => {
  const { url } = await served();
  const home = await signingIn(url, { host: '192.168.1.10:4040', origin: 'http://192.168.1.10:4040' });
  expect(home.status).toBe(200);
  expect(String(home.headers['set-cookie'])).not.toContain('Secure');
  const { url: behind } = await served({ trustProxy: true });
  const proxied = await signingIn(behind, {
    host: '127.0.0.1:4040',
    origin: 'https://school.example.org',
    'x-forwarded-host': 'school.example.org',
    'x-forwarded-proto': 'https',
  });
  expect(proxied.status).toBe(200);
  expect(String(proxied.headers['set-cookie'])).toContain('Secure');
});

test('a change from a misplaced page names the setting, and one from a stranger does not', async () => {
  const { url } = await served();
  const { cookie } = await signIn(url);
  const change = (headers: Record<string, string>) =>
    ask(`${url}/api/users/me`, { method: 'PATCH', body: { name: 'Ana' }, headers: { cookie, ...headers } });
  const misplaced = await change({ host: 'school.example.org', origin: 'https://school.example.org' });
  expect(misplaced.json.code).toBe('site.wrong_address');
  const stranger = await change({ origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' });
  expect(stranger.json.code).toBe('not_allowed');
});
