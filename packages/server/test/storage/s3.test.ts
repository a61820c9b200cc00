// What is S3's own: removals that meet a put, faults on the way, and sentences about them.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { StoragePort } from '@lectern/kit';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { addressOf } from '../../src/storage/address.ts';
import { s3Storage } from '../../src/storage/s3/storage.ts';
import { age, bytesOf, chunked, collected, daysAgo, partUnderTest } from '../../src/storage/testing/conformance.ts';
import type { S3Request } from '../../src/storage/testing/s3-server.ts';
import { key, openS3, smallMeasures } from './drivers.ts';

let under: Awaited<ReturnType<typeof openS3>>;
let storage: StoragePort;
beforeEach(async () => {
  under = await openS3();
  storage = under.storage;
});
afterEach(() => under.close());

const put = async (bytes: Uint8Array) => (await storage.put(chunked(bytes))).digest;
const small = bytesOf('small', 1_000);
const large = bytesOf('large', 5 * partUnderTest);
const isRemoval = ({ method, url }: S3Request) => method === 'DELETE' && url.includes('objects/');
const isNote = ({ method, url }: S3Request) => method === 'PUT' && url.includes('leaving/');

describe('what is put at the moment of its removal stays', () => {
  // Red without outliveRemoval(), and when it does not wait: the put was acknowledged and its bytes were gone.
  test.each([
    ['small', small],
    ['large', large],
  ])('between the look and the delete, %s', async (_, bytes) => {
    const digest = await put(bytes);
    age(under.file(digest), 3);
    let again: Promise<string> | undefined;
    const asksForNotes = Promise.withResolvers<void>();
    under.server.arrives = async (request) => {
      if (request.method === 'HEAD' && request.url.includes('leaving/')) asksForNotes.resolve();
      if (!isRemoval(request) || again) return;
      again = put(bytes);
      await Promise.race([again, asksForNotes.promise]);
      await delay(100); // a put that did not wait would see the object still there
    };
    await storage.remove(digest, { storedBefore: daysAgo(1) }).catch(() => {}); // given up on a slow machine
    expect(await again).toBe(digest);
    expect((await collected((await storage.get(digest))?.body)).equals(bytes)).toBe(true);
    expect(under.leftovers()).toEqual([]);
  });

  // Red without the second look: it was removed although it had just been put.
  test('between the note and the look', async () => {
    const digest = await put(small);
    age(under.file(digest), 3);
    let again = false;
    under.server.arrives = async (request) => {
      if (!isNote(request) || again) return;
      again = true;
      await put(small);
    };
    expect(await storage.remove(digest, { storedBefore: daysAgo(1) })).toBe(false);
    expect(again).toBe(true);
    expect(await storage.size(digest)).toBe(small.byteLength);
  });

  test('after a removal of long ago a put does not wait', async () => {
    const digest = await put(small);
    age(under.file(digest), 3);
    expect(await storage.remove(digest, { storedBefore: daysAgo(1) })).toBe(true);
    age(under.server.file(`north/files/leaving/${digest}`), 0.5);
    const started = performance.now();
    await put(small);
    expect(performance.now() - started).toBeLessThan(smallMeasures.settle);
  });

  test('the notes of removals are cleared after a day', async () => {
    const digest = await put(small);
    age(under.file(digest), 3);
    await storage.remove(digest, { storedBefore: daysAgo(1) });
    const objects = async () => {
      const before = under.server.requests.length;
      await storage.clearUnfinished(daysAgo(1));
      return under.server.requests.slice(before).filter(({ method }) => method === 'DELETE').length;
    };
    expect(await objects()).toBe(0);
    age(under.server.file(`north/files/leaving/${digest}`), 2);
    expect(await objects()).toBe(1);
    expect(await objects()).toBe(0);
  });
});

describe('on the way to S3', () => {
  test('a small object takes two requests, and nothing is asked before', async () => {
    expect(under.server.requests).toEqual([]);
    const digest = await put(small);
    const asked = under.server.requests.map(({ method, url }) => `${method} ${url.split('?')[0]}`);
    expect(asked).toEqual([
      `PUT /school/north/files/${addressOf(digest)}`,
      `HEAD /school/north/files/leaving/${digest}`,
    ]);
  });

  // Red for the last request of an upload without the look at NoSuchUpload.
  test('an answer that is lost is asked for again', async () => {
    await storage.clearUnfinished(daysAgo(1)); // loads the client
    for (const bytes of [small, large]) {
      let lost = 0;
      for (let number = 0, asked = 1; number < asked; number++) {
        const first = under.server.requests.length;
        under.server.answers = (request) =>
          under.server.requests.indexOf(request) === first + number && lost++ >= 0 ? 'lost' : undefined;
        const digest = await put(bytes);
        under.server.answers = undefined;
        asked = Math.max(asked, under.server.requests.length - first - 1);
        expect((await collected((await storage.get(digest))?.body)).equals(bytes), `request ${number}`).toBe(true);
        await storage.remove(digest);
      }
      expect(lost).toBeGreaterThan(bytes === small ? 1 : 10);
    }
    expect(await storage.clearUnfinished(daysAgo(-1)), 'an upload that was begun twice is empty').toBe(0);
  });

  // Red with a stream as the body, whose bytes are not signed.
  test.each([
    ['small', small],
    ['large', large],
  ])('bytes that change are refused, %s', async (_, bytes) => {
    under.server.tampers = true;
    await expect(put(bytes)).rejects.toThrow('the body is not the one that was signed');
    under.server.tampers = false;
    expect(under.leftovers()).toEqual([]);
    for await (const found of storage.list()) expect(found).toBeUndefined();
  });

  // Red without the catch beside it: a rejection that nobody heard would have ended the process.
  test('a part is refused while the next one is still to come', async () => {
    under.server.arrives = ({ url }) => {
      under.server.tampers = url.includes('partNumber=2');
    };
    const slow = async function* () {
      yield* chunked(bytesOf('slow', 2 * partUnderTest + 1));
      await delay(300);
    };
    await expect(storage.put(slow())).rejects.toThrow('the body is not the one that was signed');
    expect(under.leftovers()).toEqual([]);
  });

  // Red without requestTimeout: it waits as long as the service is silent.
  test('a service that says nothing is given up', async () => {
    const { requests } = under.server;
    under.server.arrives = () => new Promise(() => {});
    const impatient = s3Storage(under.options, { ...smallMeasures, patience: 100 });
    await expect(impatient.put(chunked(small))).rejects.toThrow('did not answer in time');
    expect(
      requests.map(({ method }) => method),
      'asked three times',
    ).toEqual(['PUT', 'PUT', 'PUT']);
  });

  // Red without socketTimeout: the client has 50 connections, and the next question waits for ever.
  test('an object that nobody reads gives its connection back', async () => {
    const digest = await put(bytesOf('unread', 12_000_000));
    const impatient = s3Storage(under.options, { ...smallMeasures, patience: 1_000 });
    const unread = await Promise.all(Array.from({ length: 50 }, () => impatient.get(digest)));
    expect(unread.every((found) => found?.size === 12_000_000)).toBe(true);
    expect(await s3Storage(under.options, smallMeasures).size(digest)).toBe(12_000_000);
    expect(await impatient.size(digest)).toBe(12_000_000);
  });

  test('a connection that is cut while an object is read fails the stream', async () => {
    const digest = await put(bytesOf('cut', 4_000_000));
    const body = (await storage.get(digest))!.body;
    const reading = (async () => {
      for await (const _ of body) under.server.cut();
    })();
    await expect(reading).rejects.toThrow();
  });
});

test('schools share a bucket and do not see each other', async () => {
  const neighbours = ['north/file', 'north/files/south', ''].map((prefix) =>
    s3Storage({ ...under.options, prefix }, smallMeasures),
  );
  const digest = await put(small);
  for (const neighbour of neighbours) {
    expect(await neighbour.size(digest)).toBeUndefined();
    for await (const found of neighbour.list()) expect(found).toBeUndefined();
  }
  const { S3 } = await import('@aws-sdk/client-s3');
  const { endpoint, region } = under.options;
  const client = new S3({ endpoint: endpoint!, region, credentials: key, forcePathStyle: true });
  for (const Key of ['north/files-of-old/incoming/film', 'north/files/incoming/film', 'incoming/film'])
    await client.createMultipartUpload({ Bucket: 'school', Key });
  for (const neighbour of [storage, ...neighbours]) await neighbour.clearUnfinished(daysAgo(-1));
  expect(under.server.uploads(), 'begun by other programs').toHaveLength(3);
  await neighbours[2]!.put(chunked(large));
  const found = [];
  for await (const object of storage.list()) found.push(object.digest);
  expect(found).toEqual([digest]);
});

describe('a fault is a sentence that says what to do', () => {
  const says = (options: Partial<typeof under.options>) =>
    s3Storage({ ...under.options, ...options })
      .check()
      .then(
        () => 'nothing',
        (error: Error) => error.message,
      );

  test('about what was set wrong', async () => {
    expect(await says({})).toBe('nothing');
    expect(await says({ bucket: 'nowhere' })).toMatch(
      /^there is no bucket nowhere at http:.*Make it, or correct its name\.$/,
    );
    expect(await says({ accessKeyId: 'somebody' })).toMatch(/does not know the access key id\. Correct it\.$/);
    expect(await says({ endpoint: 'http://storage.invalid' })).toMatch(
      /^http:\/\/storage.invalid cannot be reached \((ENOTFOUND|EAI_AGAIN)\)\. Is the address right/,
    );
    expect(await says({ endpoint: 'http://127.0.0.1:1' })).toMatch(/cannot be reached \(ECONNREFUSED\)/);
    expect(await says({ endpoint: under.options.endpoint!.replace('http:', 'https:') })).toMatch(
      /does not speak TLS\. Is it http instead of https\?$/,
    );
  });

  // As Amazon S3, MinIO and others answer; s3rver knows none of these.
  test.each([
    [403, 'SignatureDoesNotMatch', '', /^the secret access key does not belong to the access key id/],
    [
      403,
      'AccessDenied',
      '',
      /refuses this request on the bucket school.*The access key needs s3:ListBucket, .*s3:AbortMultipartUpload/,
    ],
    [403, 'RequestTimeTooSkewed', '', /^the clock of this machine .* Set the clock\.$/],
    [
      400,
      'AuthorizationHeaderMalformed',
      '<Region>eu-central-1</Region>',
      /not in the region us-east-1 but in eu-central-1/,
    ],
    [301, 'PermanentRedirect', '', /not in the region us-east-1\. Correct the region\.$/],
    [503, 'SlowDown', '', /too busy/],
    [507, 'XMinioStorageFull', '', /has no room left/],
    [418, 'Teapot', '<Message>short and stout</Message>', /answered Teapot: short and stout$/],
  ])('about an answer of %i %s', async (status, code, more, sentence) => {
    const answering = createServer((incoming, outgoing) => {
      incoming.resume();
      outgoing.writeHead(status, { 'content-type': 'application/xml' });
      outgoing.end(`<?xml version="1.0"?><Error><Code>${code}</Code>${more}</Error>`);
    }).listen(0, '127.0.0.1');
    onTestFinished(() => void answering.close());
    await new Promise((resolve) => answering.once('listening', resolve));
    const text = await says({ endpoint: `http://127.0.0.1:${(answering.address() as AddressInfo).port}` });
    expect(text).toMatch(sentence);
    expect(text).not.toContain(key.secretAccessKey);
  });
});
