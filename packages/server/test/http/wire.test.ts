// What goes over the wire beside the answer itself: encodings, names of requests, policies, who may measure.
import { request } from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { socketOf } from '../../src/serve/socket.ts';
import { problem, refusal, served, titled } from './gateway.ts';
import { ask, keyOf, signIn } from './prepared-school.ts';

/** By node:http, which decompresses nothing. */
function bytesOf(
  url: string,
  headers: Record<string, string>,
): Promise<{ encoding: string | undefined; bytes: Buffer }> {
  return new Promise((resolve) => {
    request(url, { headers }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming
        .on('data', (chunk: Buffer) => chunks.push(chunk))
        .on('end', () => resolve({ encoding: incoming.headers['content-encoding'], bytes: Buffer.concat(chunks) }));
    }).end();
  });
}

describe('a long answer', () => {
  const filled = async () => {
    const one = await served();
    const key = await keyOf(one.url);
    for (let i = 0; i < 12; i++) await ask(one.courses, { ...titled(`A course on maps of ${i}`), headers: key });
    return { ...one, key, courses: `${one.courses}/teaching` };
  };

  // Guards: with `sec-fetch-site` not looked at, a page elsewhere was answered compressed; with `secret` not looked at, so was a new key.
  it('is compressed as the client can read it, and not for pages of others', async () => {
    const { courses, key, url } = await filled();
    const encoded = async (headers: Record<string, string>) =>
      (await bytesOf(courses, { ...key, ...headers })).encoding;
    expect(await encoded({})).toBeUndefined();
    expect(await encoded({ 'accept-encoding': 'gzip, deflate, br' })).toBe('br');
    expect(await encoded({ 'accept-encoding': 'gzip' })).toBe('gzip');
    expect(await encoded({ 'accept-encoding': 'br;q=0, gzip' })).toBe('gzip');
    expect(await encoded({ 'accept-encoding': 'identity' })).toBeUndefined();
    expect(await encoded({ 'accept-encoding': 'br', 'sec-fetch-site': 'cross-site' })).toBeUndefined();
    expect(await encoded({ 'accept-encoding': 'br', 'sec-fetch-site': 'same-origin' })).toBe('br');

    const plain = await ask(courses, { headers: key });
    expect(plain.headers.vary).toBe('accept-encoding');
    const answer = await fetch(courses, { headers: key }); // asks for gzip, and reads it
    expect(answer.headers.get('content-encoding')).toBe('gzip');
    expect(((await answer.json()) as { items: unknown[] }).items).toHaveLength(12);
    expect((await bytesOf(`${url}/api/openapi.json`, { 'accept-encoding': 'gzip' })).encoding).toBe('gzip');
  });

  it('is whole when it is unpacked', async () => {
    const { courses, key } = await filled();
    const raw = async (encoding: string) => (await bytesOf(courses, { ...key, 'accept-encoding': encoding })).bytes;
    const plain = (await ask(courses, { headers: key })).text;
    const [br, gzip] = [await raw('br'), await raw('gzip')];
    expect(brotliDecompressSync(br).toString()).toBe(plain);
    expect(gunzipSync(gzip).toString()).toBe(plain);
    expect(br.length).toBeLessThan(plain.length / 3);
  });

  it('with a secret in it is never compressed', async () => {
    const { url } = await served();
    const { cookie } = await signIn(url);
    const name = 'k'.repeat(200);
    const permissions = ['course.create', 'course.write', 'course.publish', 'course.delete'];
    const body = { name, permissions: Array.from({ length: 100 }, (_, i) => permissions[i % 4]!) };
    const made = await ask(`${url}/api/auth/keys`, {
      method: 'POST',
      headers: { cookie, 'accept-encoding': 'br' },
      body,
    });
    expect([made.status, made.text.length > 1_024, made.headers['content-encoding']]).toEqual([200, true, undefined]);
  });
});

it('every answer names its request and forbids what a document could do with it', async () => {
  const { url, courses } = await served();
  const key = await keyOf(url);
  const paths = [
    '/api/courses',
    '/api/courses/none',
    '/api/nothing/here',
    '/api/docs',
    '/api/docs.js',
    '/api/openapi.json',
  ];
  for (const path of paths) {
    const { headers, json } = await ask(`${url}${path}`, { headers: key });
    expect(headers['content-security-policy'], path).toMatch(/^default-src '(?:none|self)'/);
    expect(headers['x-content-type-options'], path).toBe('nosniff');
    if (json?.request) expect(headers['x-request-id'], path).toBe(json.request);
  }
  expect((await ask(courses)).headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
});

describe('what the school measures of itself', () => {
  // Guard: with `isFromHere` true whoever asked, a proxy's visitor read it.
  it('is for the machine itself and for a key that may, not for who comes through a proxy', async () => {
    const { school, url } = await served();
    expect((await ask(`${url}/metrics`)).text).toContain('lectern_requests_total');
    expect((await ask('http://localhost/metrics', { socket: socketOf(school.directory) })).status).toBe(200);
    const strangers: Record<string, string>[] = [
      { 'x-forwarded-for': '203.0.113.9' },
      { host: 'school.example.org' },
      { via: '1.1 proxy' },
    ];
    for (const headers of strangers) {
      const answer = await ask(`${url}/metrics`, { headers });
      expect([answer.status, answer.headers['www-authenticate']]).toEqual([401, 'Bearer']);
      expect(answer.text).not.toContain('lectern_');
    }
    const { cookie } = await signIn(url);
    const keyFor = async (permissions: string[]) => {
      const body = { name: 'Prometheus', permissions };
      const made = await ask(`${url}/api/auth/keys`, { method: 'POST', headers: { cookie }, body });
      return { 'x-forwarded-for': '203.0.113.9', authorization: `Bearer ${made.json.key}` };
    };
    expect((await ask(`${url}/metrics`, { headers: await keyFor(['metrics.read']) })).status).toBe(200);
    expect((await ask(`${url}/metrics`, { headers: await keyFor(['course.create']) })).status).toBe(401);
  });
});

describe('a raw operation sent again with its Idempotency-Key', () => {
  // Guard: with the body left out of the digest, other bytes were answered with the first ones' answer.
  it('is done once and answered the same; other bytes are refused', async () => {
    const { school, url, courses } = await served();
    const key = await keyOf(url);
    const { id } = (await ask(courses, { ...titled('Maps'), headers: key })).json;
    const add = (bytes: string) =>
      ask(`${url}/api/media/courses/${id}/items?name=notes.txt`, {
        method: 'POST',
        headers: { ...key, 'content-type': 'text/plain', 'idempotency-key': 'file' },
        body: Buffer.from(bytes),
      });
    const first = await add('One to a thousand.');
    expect(first.status, first.text).toBe(201);
    const again = await add('One to a thousand.');
    expect([again.status, again.json]).toEqual([201, first.json]);
    expect(problem(await add('One to ten thousand.'))).toEqual(refusal(422, 'idempotency_key_reused'));
    const rows = await school.database.rawAll('select count(*) as n from media_items');
    expect(Number(rows[0]?.n)).toBe(1);
  });
});
