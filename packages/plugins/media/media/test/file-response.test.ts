import { createHash } from 'node:crypto';
import type { StoragePort } from '@lectern/kit';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { serveFile } from '../src/file-response.ts';

const content = Buffer.from('0123456789'.repeat(10));
const digest = createHash('sha256').update(content).digest('hex');
const storage = {
  async get(name: string, range?: { start: number; end: number }) {
    if (name !== digest) return undefined;
    const part = range ? content.subarray(range.start, range.end + 1) : content;
    return {
      size: content.length,
      body: (async function* () {
        yield new Uint8Array(part);
      })(),
    };
  },
} as unknown as StoragePort;

const serve = (headers: Record<string, string> = {}, file = {}) =>
  serveFile(
    { digest, size: content.length, name: 'a.png', mime: 'image/png', ...file },
    new Request('http://school.test/', { headers }),
    storage,
  );

test.each([
  ['bytes=0-9', 206, 'bytes 0-9/100', '0123456789'],
  ['bytes=95-', 206, 'bytes 95-99/100', '56789'],
  ['bytes=-3', 206, 'bytes 97-99/100', '789'],
  ['bytes=-1000', 206, 'bytes 0-99/100', content.toString()],
  ['bytes=90-1000', 206, 'bytes 90-99/100', '0123456789'],
  ['bytes=100-', 416, 'bytes */100', ''],
  ['bytes=-0', 416, 'bytes */100', ''],
  ['bytes=5-2', 200, null, content.toString()],
  ['bytes=0-1,5-6', 200, null, content.toString()],
  ['lines=1-2', 200, null, content.toString()],
  ['bytes=-', 200, null, content.toString()],
])('Range: %s answers %i', async (range, status, contentRange, body) => {
  const response = await serve({ range });
  expect([response.status, response.headers.get('content-range'), await response.text()]).toEqual([
    status,
    contentRange,
    body,
  ]);
});

test('two parts together are the whole, wherever it is cut', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 99 }), async (cut) => {
      const parts = await Promise.all([serve({ range: `bytes=0-${cut - 1}` }), serve({ range: `bytes=${cut}-` })]);
      expect((await Promise.all(parts.map((part) => part.text()))).join('')).toBe(content.toString());
      expect(parts.map((part) => Number(part.headers.get('content-length')))).toEqual([cut, 100 - cut]);
    }),
  );
});

test('HEAD says what GET would, whole, and reads nothing', async () => {
  const unread = { get: () => expect.unreachable('HEAD read the bytes') } as unknown as StoragePort;
  const file = { digest, size: content.length, name: 'a.png', mime: 'image/png' };
  const request = new Request('http://school.test/', { method: 'HEAD', headers: { range: 'bytes=0-9' } });
  const { status, headers } = await serveFile(file, request, unread);
  expect([status, headers.get('content-length'), headers.get('content-range'), headers.get('accept-ranges')]).toEqual([
    200,
    '100',
    null,
    'bytes',
  ]);
});

test('a range is for the bytes the asker has seen', async () => {
  expect((await serve({ range: 'bytes=0-9', 'if-range': `"${digest}"` })).status).toBe(206);
  // Only the strong comparison counts (13.1.5), and a date was never given.
  for (const other of ['"another"', `W/"${digest}"`, '*', 'Mon, 23 Nov 2026 08:00:00 GMT'])
    expect((await serve({ range: 'bytes=0-9', 'if-range': other })).status, other).toBe(200);
});

test('who has it is not sent it again', async () => {
  for (const tag of [`"${digest}"`, `W/"${digest}"`, `"x", "${digest}"`, '*']) {
    const response = await serve({ 'if-none-match': tag });
    expect([response.status, await response.text(), response.headers.get('etag')]).toEqual([304, '', `"${digest}"`]);
  }
});

test('nothing in it runs, and only what is looked at is shown in place', async () => {
  const kind = async (mime: string) => (await serve({}, { mime })).headers.get('content-disposition')?.split(';')[0];
  expect(await Promise.all(['image/svg+xml', 'audio/mpeg', 'video/mp4', 'application/pdf'].map(kind))).toEqual(
    Array(4).fill('inline'),
  );
  expect(await Promise.all(['text/plain', 'application/zip', 'application/octet-stream'].map(kind))).toEqual(
    Array(3).fill('attachment'),
  );
  const { headers } = await serve({}, { mime: 'image/svg+xml' });
  expect(headers.get('content-security-policy')).toMatch(/default-src 'none';.*sandbox/);
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('cache-control')).toBe('private, max-age=31536000, immutable');
});

test('any name fits in the header', async () => {
  const header = (await serve({}, { name: 'مخطط "1" 100%\\.svg' })).headers.get('content-disposition');
  expect(header).toBe(
    `inline; filename="____ _1_ 100__.svg"; filename*=UTF-8''%D9%85%D8%AE%D8%B7%D8%B7%20%221%22%20100%25%5C.svg`,
  );
});
