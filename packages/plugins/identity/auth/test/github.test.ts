// GitHub's part of OAuth 2.0, as its documentation has it, played by a server on this machine.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { OutgoingPort } from '@lectern/kit';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { githubDriver } from '../src/sign-on/github.ts';

let emails: object[] = [];
let asked: URLSearchParams | undefined;
const server = createServer(async (request, response) => {
  const answers: Record<string, () => Promise<unknown>> = {
    '/login/oauth/access_token': async () => {
      asked = new URLSearchParams(await text(request));
      if (asked.get('client_secret') !== 'kept') return { error: 'incorrect_client_credentials' };
      return asked.get('code') === 'good' ? { access_token: 'token' } : { error: 'bad_verification_code' };
    },
    '/api/v3/user': async () => ({ id: 7, login: 'ana', name: 'Ana Ibarra', email: 'public@elsewhere.example' }),
    '/api/v3/user/emails': async () => emails,
  };
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(await answers[request.url ?? '']?.()));
});
await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const send: OutgoingPort = (address, { method = 'GET', headers = {}, body } = {}) =>
  fetch(address, { method, headers, ...(body !== undefined && { body: String(body) }) });
afterAll(() => server.close().closeAllConnections());
beforeEach(() => {
  emails = [{ email: 'ana@example.org', primary: true, verified: true }];
});

const driver = githubDriver(send);
const provider = { kind: 'github', issuer, clientId: 'id', clientSecret: 'kept', details: {} };
const attempt = { redirect: 'https://school.test/sign-in/return', state: 's', nonce: 'n', verifier: 'v'.repeat(43) };
const finish = (answer: object) => driver.finish(provider, attempt, new URLSearchParams(answer as never));

test('somebody is sent to GitHub with a challenge, and comes back with a code that is good for its verifier', async () => {
  const address = new URL(await driver.start(provider, attempt));
  expect(Object.fromEntries(address.searchParams)).toMatchObject({ state: 's', code_challenge_method: 'S256' });
  expect(await finish({ code: 'good', state: 's' })).toEqual({
    subject: '7',
    email: 'ana@example.org',
    emailVerified: true,
    name: 'Ana Ibarra',
  });
  expect(asked?.get('code_verifier')).toBe(attempt.verifier);
});

// Without the filter on `verified` the first address was taken, which anybody can write into their account.
test('of the addresses only one that GitHub has confirmed is taken, and never the public one', async () => {
  emails = [
    { email: 'victim@example.org', primary: true, verified: false },
    { email: 'ana@example.org', primary: false, verified: true },
  ];
  expect(await finish({ code: 'good', state: 's' })).toMatchObject({ email: 'ana@example.org', emailVerified: true });
  emails = [{ email: 'victim@example.org', primary: true, verified: false }];
  expect(await finish({ code: 'good', state: 's' })).toMatchObject({ email: undefined, emailVerified: false });
});

test('another state, another code and no consent let nobody in', async () => {
  await expect(finish({ code: 'good', state: 'other' })).rejects.toMatchObject({ reason: 'refused' });
  await expect(finish({ code: 'bad', state: 's' })).rejects.toMatchObject({ reason: 'failed' });
  await expect(finish({ error: 'access_denied', state: 's' })).rejects.toMatchObject({ reason: 'refused' });
  expect(await driver.test({ ...provider, clientSecret: 'wrong' }, '')).toContain('client ID with this secret');
  expect(await driver.test(provider, '')).toBeUndefined();
});
