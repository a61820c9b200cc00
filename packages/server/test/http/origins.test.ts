// Pages of another origin: they may read what they ask for with a token, and a cookie of ours is of no use to them.
import { expect, it } from 'vitest';
import { served } from './gateway.ts';
import { ask, keyOf, owner } from './prepared-school.ts';

const origin = 'https://app.example.org';

it('a page of a named origin may call with a token, and read the answer with its headers', async () => {
  const { url, courses } = await served({ origins: [origin] });
  const { authorization } = await keyOf(url);
  const preflight = await ask(courses, {
    method: 'OPTIONS',
    headers: {
      origin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization,content-type,idempotency-key,lectern-preview',
    },
  });
  expect(preflight.status).toBe(204);
  expect(preflight.headers).toMatchObject({
    'access-control-allow-origin': origin,
    'access-control-allow-headers': 'authorization,content-type,idempotency-key,lectern-preview',
    'access-control-max-age': '7200',
  });
  expect(preflight.headers['access-control-allow-methods']).toContain('POST');
  const made = await ask(courses, {
    method: 'POST',
    headers: { origin, authorization: authorization! },
    body: { title: 'Maps' },
  });
  expect(made.status).toBe(200);
  expect(made.headers['access-control-allow-origin']).toBe(origin);
  expect(made.headers['access-control-expose-headers']).toContain('RateLimit');
  const refused = await ask(`${courses}/nowhere`, { headers: { origin } });
  expect([refused.status, refused.headers['access-control-allow-origin']]).toEqual([404, origin]);
});

it('nobody else may, and nobody with a cookie', async () => {
  const { url, courses } = await served({ origins: [origin] });
  const elsewhere = { origin: 'https://evil.example' };
  expect((await ask(courses, { headers: elsewhere })).headers['access-control-allow-origin']).toBeUndefined();
  expect((await ask(courses, { headers: { origin } })).headers['access-control-allow-credentials']).toBeUndefined();
  const signedIn = await ask(`${url}/api/auth/sign-in`, {
    method: 'POST',
    body: { email: owner.email, password: owner.password },
  });
  const cookie = String(signedIn.headers['set-cookie']).split(';')[0]!;
  const forged = await ask(courses, { method: 'POST', headers: { origin, cookie }, body: { title: 'Forged' } });
  expect([forged.status, forged.json.code]).toEqual([403, 'not_allowed']);
});

it('without named origins nothing is said to other pages', async () => {
  const { courses } = await served();
  expect((await ask(courses, { headers: { origin } })).headers['access-control-allow-origin']).toBeUndefined();
});
