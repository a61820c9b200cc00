import { mkdtempSync, readdirSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import * as promises from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StoragePort } from '@lectern/kit';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { localStorage } from './local.ts';

vi.mock('node:fs/promises', { spy: true });

let folder: string;
let storage: StoragePort;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lectern-storage-'));
  storage = localStorage(folder);
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

const put = async (text: string) =>
  (
    await storage.put(
      (async function* () {
        yield Buffer.from(text);
      })(),
    )
  ).digest;
const fileOf = (digest: string) => join(folder, 'objects', digest.slice(0, 2), digest.slice(2));
const days = (count: number) => new Date(Date.now() - count * 86_400_000);
const age = (path: string, count: number) => utimesSync(path, days(count), days(count));
const listed = async () => {
  const found = [];
  for await (const { digest } of storage.list()) found.push(digest);
  return found;
};

// Without the second look the bytes that were put in between were gone.
test('what is put between the look and the removal stays', async () => {
  const digest = await put('again');
  age(fileOf(digest), 3);
  const { rename } = await vi.importActual<typeof promises>('node:fs/promises');
  let once = true;
  vi.mocked(promises.rename).mockImplementation(async (from, to) => {
    if (once && String(to).includes('leaving')) {
      once = false;
      await put('again'); // by somebody else, after the first look
    }
    return rename(from, to);
  });
  expect(await storage.remove(digest, { storedBefore: days(1) })).toBe(false);
  expect(once).toBe(false);
  expect(await storage.size(digest)).toBe(5);
});

// Without giving back, an object that was taken away for a look was lost when the process was killed.
test('killed while it removes, the object is there again', async () => {
  const [digest, twin] = [await put('taken'), await put('twin')];
  await storage.remove(await put('other')); // makes the folder
  renameSync(fileOf(digest), join(folder, 'leaving', `${digest}.1`));
  writeFileSync(join(folder, 'leaving', `${twin}.1`), 'twin');
  await localStorage(folder).clearUnfinished(days(1));
  expect((await listed()).toSorted()).toEqual([digest, twin].toSorted());
  expect(readdirSync(join(folder, 'leaving'))).toEqual([]);
});

test('killed while it puts, what it left is cleared a day later and not before', async () => {
  await put('one');
  for (const [name, since] of [
    ['abandoned', 2],
    ['under-way', 0],
  ] as const) {
    writeFileSync(join(folder, 'incoming', name), 'half');
    age(join(folder, 'incoming', name), since);
  }
  expect(await storage.clearUnfinished(days(1))).toBe(4);
  expect(readdirSync(join(folder, 'incoming'))).toEqual(['under-way']);
});
