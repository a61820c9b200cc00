// A process that is killed at each of its steps leaves an object whole or absent, and nothing that is not cleared.
// Red with localStorage writing where objects are, and without the aborting of uploads in clearLeftovers().
import { expect, test } from 'vitest';
import { age, chunked, collected, daysAgo, type StorageUnderTest } from '../../src/storage/testing/conformance.ts';
import { startChild } from '../data/child.ts';
import type { Done, Place, Work } from './child.ts';
import { openLocal, openS3, smallMeasures } from './drivers.ts';

/** After a step was done and before it was known, or when it had begun. */
type When = 'after' | 'during';
interface Killable {
  readonly whens: readonly When[];
  readonly under: StorageUnderTest;
  /** @returns whether it was killed, and the digest that it was acknowledged */
  run(work: Work, when: When, step: number): Promise<{ readonly killed: boolean; readonly digest: string | undefined }>;
}

const start = async (place: Place, work: Work, env: Readonly<Record<string, string>> = {}) => {
  const child = startChild('../storage/child.ts', [JSON.stringify(place), JSON.stringify(work)], { env });
  const ended = child.gone.then((code) => {
    if (code !== 0 && code !== 'SIGKILL') throw new Error(`the child ended with ${code}`);
    const [line] = child.lines;
    return { killed: code === 'SIGKILL', digest: line ? (JSON.parse(line) as Done).digest : undefined };
  });
  return { child, ended };
};

/** Its steps are calls to the file system. */
async function killableLocal(): Promise<Killable> {
  const under = await openLocal();
  const run: Killable['run'] = async (work, _, step) =>
    (await start({ folder: under.folder }, work, { LECTERN_KILL: String(step) })).ended;
  return { under, run, whens: ['after'] };
}

/** Its steps are requests: killed when the answer is about to leave, or when the first bytes have arrived. */
async function killableS3(): Promise<Killable> {
  const under = await openS3();
  const run: Killable['run'] = async (work, when, step) => {
    const first = under.server.requests.length;
    const { child, ended } = await start({ options: under.options, measures: smallMeasures }, work);
    const isMine = (request: object) => under.server.requests.indexOf(request as never) === first + step - 1;
    under.server.arrives = async (request) => {
      if (when === 'during' && isMine(request)) child.process.kill('SIGKILL');
    };
    under.server.answers = (request) => {
      if (when === 'during' || !isMine(request)) return undefined;
      child.process.kill('SIGKILL');
      return 'lost';
    };
    const result = await ended;
    await under.server.idle();
    [under.server.arrives, under.server.answers] = [undefined, undefined];
    return result;
  };
  return { under, run, whens: ['after', 'during'] };
}

const whole = async ({ storage }: StorageUnderTest, digest: string, size: number) => {
  expect([size, undefined]).toContain(await storage.size(digest));
  const found = await storage.get(digest);
  if (found) expect((await collected(found.body)).byteLength).toBe(size);
  return found !== undefined;
};
const cleared = async (under: StorageUnderTest) => {
  for (const path of under.leftovers()) age(path, 2);
  await under.storage.clearUnfinished(daysAgo(1));
  expect(under.leftovers()).toEqual([]);
};

const drivers = [
  ['local files', killableLocal],
  ['S3', killableS3],
] as const;
const putting = drivers.flatMap(([name, open]) => [[name, 10_000, open] as const, [name, 200_000, open] as const]);

test.each(putting)('%s, killed at each step of putting %i bytes', { timeout: 120_000 }, async (_, size, open) => {
  const { under: reference, run: undisturbed, whens } = await open();
  const { digest = '' } = await undisturbed({ put: size }, 'after', 1_000);
  const bytes = await collected((await reference.storage.get(digest))?.body);
  await reference.close();
  await atEachStep(whens, async (when, step) => {
    const { under, run } = await open();
    const { killed } = await run({ put: size }, when, step);
    const there = await whole(under, digest, size);
    if (!killed) expect(there).toBe(true);
    await cleared(under);
    expect(await whole(under, digest, size), `${when} step ${step}: cleared away`).toBe(there);
    expect((await under.storage.put(chunked(bytes))).digest).toBe(digest);
    expect(await whole(under, digest, size)).toBe(true);
    expect(under.leftovers()).toEqual([]);
    await under.close();
    return killed;
  });
});

test.each(drivers)('%s, killed at each step of a removal', { timeout: 120_000 }, async (_, open) => {
  const bytes = Buffer.alloc(20_000, 'to be removed ');
  const { under: reference, whens } = await open();
  await reference.close();
  await atEachStep(whens, async (when, step) => {
    const { under, run } = await open();
    const { digest } = await under.storage.put(chunked(bytes));
    age(under.file(digest), 3);
    const { killed } = await run({ remove: digest }, when, step);
    await cleared(under);
    const there = await whole(under, digest, bytes.byteLength);
    if (!killed) expect(there).toBe(false);
    if (step === 1) expect(there, 'a look removes nothing').toBe(true);
    await under.storage.put(chunked(bytes));
    expect(await whole(under, digest, bytes.byteLength)).toBe(true);
    await under.close();
    return killed;
  });
});

/** Every step on CI, every third elsewhere. */
const stride = process.env.LECTERN_KILLS ? 1 : 3;

/** @param round whether there was such a step */
async function atEachStep(
  whens: readonly When[],
  round: (when: When, step: number) => Promise<boolean>,
): Promise<void> {
  const rounds = whens.map(async (when) => {
    let step = 1;
    while (await round(when, step)) step += stride;
    expect(step, 'steps that were seen').toBeGreaterThan(2);
  });
  await Promise.all(rounds);
}
