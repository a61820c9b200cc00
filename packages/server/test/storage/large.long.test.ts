// Large objects and long lists take no more memory than small ones. The memory is that of a process of its own at its most,
// as the system counts it, so the S3 server is not in it.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { type StorageUnderTest, sha256 } from '../../src/storage/testing/conformance.ts';
import { startChild } from '../data/child.ts';
import type { Done, Place, Work } from './child.ts';
import { openLocal, openS3 } from './drivers.ts';

const MB = 1_000_000;
const objects = Number(process.env.LECTERN_OBJECTS ?? 5_000);

const local = async () => {
  const under = await openLocal();
  const place: Place = { folder: under.folder };
  return { under, place, beside: [] as readonly string[] };
};
const s3 = async () => {
  const under = await openS3();
  const place: Place = { options: under.options };
  return { under, place, beside: ['.md5'] as readonly string[] }; // otherwise s3rver makes it while it lists
};
const drivers = [
  ['local files', local],
  ['S3', s3],
] as const;

async function run(place: Place, work: Work): Promise<Done> {
  const child = startChild('../storage/child.ts', [JSON.stringify(place), JSON.stringify(work)]);
  expect(await child.gone).toBe(0);
  return JSON.parse(child.lines[0]!) as Done;
}

// Red with the parts of an upload kept until its end.
test.each(drivers)('%s: 120 MB, put and read, take the memory of 30', { timeout: 120_000 }, async (_, open) => {
  const { under, place } = await open();
  onTestFinished(() => under.close());
  const little = await run(place, { put: 30 * MB });
  const much = await run(place, { put: 120 * MB });
  expect(much.memory - little.memory).toBeLessThan(65 * MB);
});

// On a laptop fewer: to make 100,000 files takes most of the time. Red with the keys collected before they are handed out,
// and on S3 with its first page alone.
test.each(drivers)(`%s: ${objects} objects are listed in order`, { timeout: 180_000 }, async (_, open) => {
  const [few, many] = [await listOf(open, 2_000), await listOf(open, objects)];
  expect(many).toMatchObject({ count: objects, inOrder: true });
  expect(many.alive! - few.alive!).toBeLessThan(1.5 * MB);
  if (process.env.LECTERN_OBJECTS) console.log(JSON.stringify({ few, many }));
});

/** The files are made as the storage would have made them: to put each would take minutes. */
async function listOf(open: (typeof drivers)[number][1], count: number): Promise<Done & { seconds: number }> {
  const { under, place, beside } = await open();
  onTestFinished(() => under.close());
  fill(under, count, beside);
  const started = performance.now();
  const done = await run(place, { list: true });
  return { ...done, seconds: Math.round((performance.now() - started) / 100) / 10 };
}
function fill(under: StorageUnderTest, count: number, beside: readonly string[]): void {
  const made = new Set<string>();
  for (let n = 0; n < count; n++) {
    const file = under.file(sha256(Buffer.from(String(n))));
    const folder = dirname(file);
    if (!made.has(folder)) mkdirSync(folder, { recursive: true });
    made.add(folder);
    for (const path of [file, ...beside.map((end) => file + end)]) writeFileSync(path, 'x');
  }
}
