// What has to hold over several processes of one school, and on both databases.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Dialect, setupSlot } from '@lectern/kit';
import { expect, it, onTestFinished } from 'vitest';
import { createLimits } from '../../src/http/limits.ts';
import { shareLimits } from '../../src/http/shared-counts.ts';
import type { School, ServerOptions } from '../../src/school.ts';
import { createServer } from '../../src/server.ts';
import { testPostgres } from '../../src/testing/postgres.ts';
import { academy } from '../proofs/academy.ts';
import { titles } from './gateway.ts';
import { ask, keyOf, owner, serve } from './prepared-school.ts';

async function school(dialect: Dialect, processes: number, options: Partial<ServerOptions> = {}): Promise<School[]> {
  const directory = mkdtempSync(join(tmpdir(), 'lectern-both-'));
  const database = dialect === 'postgres' ? (await testPostgres()).url : 'data/school.db';
  const open = (at: string) =>
    createServer({ plugins: academy, database, directory: at, logLevel: 'silent', ...options });
  const schools = [open(directory)];
  await schools[0]!.migrate();
  for (const setup of schools[0]!.host.fillsOf(setupSlot)) await setup.prepare({ schoolName: 'School', owner });
  // A machine each, with a copy of the folder.
  for (let i = 1; i < processes; i++) {
    const { cpSync } = await import('node:fs');
    cpSync(directory, `${directory}-${i}`, { recursive: true });
    schools.push(open(`${directory}-${i}`));
  }
  onTestFinished(async () => {
    for (const one of schools) await one.stop(0);
    for (let i = 0; i < processes; i++) rmSync(i ? `${directory}-${i}` : directory, { recursive: true, force: true });
  });
  return schools;
}

// Guard: with the claim of a key taken out of the unit, both databases kept several courses.
it.each(['sqlite', 'postgres'] as const)(
  'on %s twenty requests at once with one Idempotency-Key have one effect, and one answer',
  async (dialect) => {
    const schools = await school(dialect, dialect === 'postgres' ? 2 : 1);
    const urls: string[] = [];
    for (const one of schools) urls.push((await serve(one)).url);
    const headers = { ...(await keyOf(urls[0]!)), 'idempotency-key': 'at once' };
    const send = (title: string, i: number) =>
      ask(`${urls[i % urls.length]}/api/courses`, { method: 'POST', headers, body: { title } });
    const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => send(i === 7 ? 'Other' : 'Once', i)));
    const done = answers.filter(({ status }) => status === 200);
    expect(new Set(done.map(({ json }) => json.id)).size).toBe(1);
    const refused = answers.filter(({ status }) => status !== 200);
    expect(new Set(refused.map(({ json }) => json.code))).toEqual(new Set(['idempotency_key_reused']));
    expect(await titles(schools[0]!)).toHaveLength(1);
  },
  60_000,
);

it('on Postgres all processes close within a second, and one limit holds over them', { timeout: 60_000 }, async () => {
  const [one, two] = (await school('postgres', 2, { requestsPerMinute: 40 })) as [School, School];
  const [first, second] = [await serve(one), await serve(two)];
  const key = await keyOf(first.url);
  expect((await ask(`${second.url}/api/courses`)).status).toBe(200);
  const maintenance = (on: boolean) =>
    ask(`${first.url}/api/gateway/maintenance`, { method: 'PUT', headers: key, body: { on } });
  await maintenance(true);
  const since = performance.now();
  await expect.poll(async () => (await ask(`${second.url}/api/courses`)).status, { interval: 20 }).toBe(503);
  expect(performance.now() - since).toBeLessThan(1_000);
  await maintenance(false);

  // Thirty here, and after a second's talk ten more there.
  const left = async (url: string) => {
    const answer = await ask(`${url}/api/courses`, { headers: key });
    return [answer.status, Number(/r=(\d+)/.exec(String(answer.headers.ratelimit))?.[1])];
  };
  await atMinutesBeginning();
  for (let i = 0; i < 30; i++) await left(first.url);
  await new Promise((resolve) => setTimeout(resolve, 1_300));
  await left(second.url);
  await new Promise((resolve) => setTimeout(resolve, 1_300));
  const [status, rest] = await left(second.url);
  expect([status, rest! < 12]).toEqual([200, true]);
  for (let i = 0; i < 12; i++) await left(second.url);
  expect((await left(second.url))[0]).toBe(429);
});

/** A minute that ends in the middle would begin to count anew. */
async function atMinutesBeginning(): Promise<void> {
  const left = 60_000 - (Date.now() % 60_000);
  if (left < 15_000) await new Promise((resolve) => setTimeout(resolve, left + 50));
}

it('counts that are shared are right whatever comes in meanwhile, and a minute later forgotten', async () => {
  const [one] = (await school('sqlite', 1)) as [School];
  let now = 1_800_000_000_000;
  const [here, there] = [createLimits(() => now), createLimits(() => now)];
  const quota = { policy: 'person', of: 'ana', quota: 10 } as const;
  const log = { warn: (_message: string, facts?: object) => expect.unreachable(JSON.stringify(facts)) };
  const [shareHere, shareThere] = [
    shareLimits(one.database, here.counter, log),
    shareLimits(one.database, there.counter, log),
  ];
  onTestFinished(() => [shareHere, shareThere].forEach((sharing) => void sharing.stop()));
  for (let i = 0; i < 4; i++) here.take([quota]);
  for (let i = 0; i < 3; i++) there.take([quota]);
  await shareHere.share();
  await shareThere.share();
  expect(there.counter.count('person ana')).toBe(7);
  const sharing = shareHere.share();
  here.take([quota]);
  await sharing;
  here.take([quota]);
  await shareHere.share();
  expect(here.counter.count('person ana')).toBe(9);
  now += 60_000;
  expect(here.counter.count('person ana')).toBe(0);
});

// Guard: without `hold`, two of the twenty read the same tag and both wrote.
it('on Postgres one of many who have read the same writes, whichever process they ask', {
  timeout: 60_000,
}, async () => {
  const schools = await school('postgres', 2);
  const urls: string[] = [];
  for (const one of schools) urls.push((await serve(one)).url);
  const key = await keyOf(urls[0]!);
  const { id } = (await ask(`${urls[0]}/api/courses`, { method: 'POST', headers: key, body: { title: 'Maps' } })).json;
  const { etag } = (await ask(`${urls[0]}/api/courses/${id}`, { headers: key })).headers;
  const headers = { ...key, 'if-match': String(etag) };
  const write = (i: number) =>
    ask(`${urls[i % 2]}/api/courses/${id}`, { method: 'PATCH', headers, body: { title: `Maps ${i}` } });
  const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => write(i)));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(19).fill(412)]);
});

it('on Postgres what was asked of two processes is added up', { timeout: 60_000 }, async () => {
  const schools = await school('postgres', 2);
  const urls: string[] = [];
  for (const one of schools) urls.push((await serve(one)).url);
  const key = await keyOf(urls[0]!);
  for (let i = 0; i < 6; i++) await ask(`${urls[i % 2]}/api/courses${i === 5 ? '/none' : ''}`, { headers: key });
  await Promise.all(schools.map(({ meter }) => meter.flush()));
  const by = async (what: string) =>
    (await ask(`${urls[1]}/api/gateway/usage?by=${what}`, { headers: key })).json.items;
  expect(await by('key')).toMatchObject([{ requests: 6, errors: 1, day: null }]);
  expect((await by('actor')).length).toBeGreaterThan(0);
  expect((await by('day'))[0]).toMatchObject({ day: new Date().toISOString().slice(0, 10), actorId: null });
  const mine = (await ask(`${urls[0]}/api/gateway/my-usage`, { headers: key })).json.items;
  expect(mine.find(({ keyId }: { keyId: string | null }) => keyId !== null)).toMatchObject({ requests: 6 });
});
