// Two servers on one Postgres, each with a folder of its own as two machines have: what one acknowledges the other knows,
// and when one is killed under load nothing of it is lost. Moments are chosen by LECTERN_SEED, as often as LECTERN_KILLS.
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { setupSlot } from '@lectern/kit';
import { createClient } from '@lectern/sdk';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createServer } from '../../src/server.ts';
import { type TestDatabase, testPostgres } from '../../src/testing/postgres.ts';
import { type Child, startChild } from '../data/child.ts';
import { academy } from './academy.ts';
import { booksOfPostgres } from './books.ts';
import { randomFrom } from './chance.ts';
import { type Author, send, type Write, writeUntilCut } from './writers.ts';

const kills = Math.min(Number(process.env.LECTERN_KILLS ?? 3), 20);
const seed = Number(process.env.LECTERN_SEED ?? Date.now() % 1_000_000);
const plugins = fileURLToPath(new URL('./academy.ts', import.meta.url));
const owner = { name: 'Marta Lindqvist', email: 'marta@example.org', password: 'a long sentence' };

type Jobs = 'table' | 'pg-boss';
interface Shared {
  readonly jobs: Jobs;
  readonly database: TestDatabase;
  /** Of the first machine's folder and of the second's. */
  readonly folders: readonly [string, string];
  readonly bearer: string;
}
async function prepare(jobs: Jobs): Promise<Shared> {
  const home = mkdtempSync(join(tmpdir(), 'lectern-two-'));
  const database = await testPostgres();
  onTestFinished(async () => {
    await database.drop();
    rmSync(home, { recursive: true, force: true });
  });
  const folders = [join(home, 'first'), join(home, 'second')] as const;
  const [directory] = folders;
  const school = createServer({ plugins: academy, database: database.url, directory, logLevel: 'silent' });
  await school.migrate();
  await school.outbox.prepare();
  for (const setup of school.host.fillsOf(setupSlot)) await setup.prepare({ schoolName: 'School', owner });
  const key = await school.fetch(
    new Request('http://school.test/api/auth/keys', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"name":"Writers"}',
    }),
    { local: true },
  );
  const bearer = ((await key.json()) as { key: string }).key;
  await school.stop(0);
  cpSync(directory, folders[1], { recursive: true }); // with the key of the digests: it is one school
  return { jobs, database, folders, bearer };
}

interface Serving {
  readonly child: Child;
  readonly url: string;
}
async function serve(folder: string, { database, jobs }: Shared): Promise<Serving> {
  const child = startChild('../proofs/serving-child.ts', [folder, plugins, database.url, jobs], {
    env: { NODE_COMPILE_CACHE: join(tmpdir(), 'lectern-compile-cache') },
  });
  await expect.poll(() => child.lines.length || child.process.exitCode, { timeout: 30_000, interval: 5 }).toBe(1);
  return { child, url: (JSON.parse(child.lines[0] ?? '{}') as { url: string }).url };
}
const both = (shared: Shared) => Promise.all([serve(shared.folders[0], shared), serve(shared.folders[1], shared)]);
async function kill({ child }: Serving): Promise<void> {
  child.process.kill('SIGKILL');
  await child.gone;
}

describe.each<Jobs>(['table', 'pg-boss'])('two processes on one Postgres, jobs in %s', (kind) => {
  // Guard: with a cache of who may do what that never asks for the epoch, the second went on after the role was taken.
  it('know at once what the other was told: who is signed in, what they may do, what happens', async () => {
    const shared = await prepare(kind);
    const { bearer } = shared;
    const [first, second] = await both(shared);
    const marta = createClient({ url: first.url, token: bearer });
    const person = { name: 'Inés', email: `ines.${seed}@example.org`, password: 'a window on the harbour' };
    const signedUp = await fetch(`${first.url}/api/auth/sign-up`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(person),
    });
    const cookie = signedUp.headers.get('set-cookie')!.split(';')[0]!;
    const ines = [first, second].map(({ url }) => createClient({ url, headers: { cookie } }));
    const [here, there] = ines as [(typeof ines)[0], (typeof ines)[0]];
    const { id: userId } = await there.users.me();

    const { id: courseId } = await marta.courses.create({ title: `Shared ${seed}` });
    const heard: string[] = [];
    let ready = false;
    onTestFinished(there.listen(['me'], { ready: () => (ready = true), heard: ({ name }) => heard.push(name) }));
    await vi.waitFor(() => expect(ready).toBe(true));
    await marta.access.assign({ userId, role: 'instructor', on: courseId });
    await there.courses.update({ courseId, summary: 'On both.' });
    await vi.waitFor(() => expect(heard).toEqual(['role.given']), 10_000);
    await marta.access.unassign({ userId, role: 'instructor', on: courseId });
    await expect(there.courses.update({ courseId, summary: 'Not any more.' })).rejects.toMatchObject({ status: 403 });
    await here.auth.signOut();
    await expect(there.users.me()).rejects.toMatchObject({ code: 'not_signed_in' });

    const visitor = createClient({ url: second.url });
    // A job that one is asked for, and the other may do.
    const name = `Brought in ${seed}`;
    const ask = async (path: string, init: RequestInit) =>
      (await marta.request(`/api/interop/imports${path}`, init)).json();
    const json = { method: 'POST', headers: { 'content-type': 'application/json' } };
    const { id } = await ask('', { ...json, body: JSON.stringify({ name }) });
    const headers = { 'content-type': 'application/octet-stream' };
    await ask(`/${id}/file?path=a.md`, { method: 'PUT', headers, body: '# High water\n\nTwice a day.' });
    await ask(`/${id}/run`, { ...json, body: '{"publish":true}' });
    const found = async () => (await visitor.courses.list({ search: name })).items.length;
    await expect.poll(found, { timeout: 20_000 }).toBe(1);

    // One key, asked of both at once: one effect, one answer.
    const once = { key: `both-${seed}`, path: '/courses', body: { title: `Once ${seed}` } };
    const answers = await Promise.all([first, second].map(({ url }) => send({ url, bearer }, once)));
    expect(answers[0]!.answer).toEqual(answers[1]!.answer);
    expect((await marta.audit.verify()).fault).toBeNull();
    await Promise.all([kill(first), kill(second)]);
  }, 120_000);

  // Guard: with the audit record written in a unit after the operation's, red at the first kill.
  it(`lose nothing when one is killed under load and the other goes on (${kills} kills, LECTERN_SEED=${seed})`, {
    timeout: 60_000 + kills * 15_000,
  }, async () => {
    const random = randomFrom(seed);
    const diary: Write[] = [];
    const shared = await prepare(kind);
    const { bearer, database } = shared;
    let [victim, other] = await both(shared);
    for (let round = 0; round < kills; round++) {
      const from = diary.length;
      const write = ({ url }: Serving, name: string) => {
        const author: Author = { url, bearer, diary };
        return Promise.all(Array.from({ length: 3 }, (_, i) => writeUntilCut(author, `${round}-${name}-${i}`)));
      };
      const [cut, going] = [write(victim, 'victim'), write(other, 'other')];
      await delay(100 + random() * 500);
      await kill(victim);
      await cut;
      // What it had claimed is released: the other goes on.
      const answered = () => diary.filter(({ answer }) => answer).length;
      const before = answered();
      await expect.poll(answered, { timeout: 10_000 }).toBeGreaterThan(before);
      await kill(other);
      await going;
      [other, victim] = await both(shared);

      const when = `round ${round}`;
      const books = await booksOfPostgres(database.superuserUrl);
      expect(books.halves, when).toEqual([]);
      const lost = diary.filter(
        ({ key, answer }) =>
          answer && JSON.stringify(sorted(books.answers.get(key))) !== JSON.stringify(sorted(answer)),
      );
      expect(lost, `${when}: acknowledged and lost`).toEqual([]);
      const [unsure, sure] = [diary.slice(from).filter(({ answer }) => !answer), diary.slice(from).slice(-3)];
      for (const write of new Set([...unsure, ...sure])) {
        const done = books.answers.get(write.key);
        const repeated = await send({ url: other.url, bearer }, write);
        expect(repeated.replayed, `${when}: ${write.path}`).toBe(done !== undefined);
        write.answer = repeated.answer;
      }
    }
    expect(diary.length).toBeGreaterThan(kills * 6);
    const verdict = await createClient({ url: other.url, token: bearer }).audit.verify();
    expect(verdict.fault).toBeNull();
    expect(verdict.verified).toBeGreaterThan(diary.length / 2);
    await Promise.all([kill(victim), kill(other)]);
  });
});

/** jsonb keeps the keys of an object in an order of its own. */
const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (!value || typeof value !== 'object') return value;
  const entries = Object.entries(value).map(([key, one]) => [key, sorted(one)] as const);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
};
