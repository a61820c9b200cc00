// Red within two kills with the audit record written in a unit after the operation's.
// Fewer moments on a laptop, 300 on CI: LECTERN_KILLS. LECTERN_SEED repeats a run's moments, as far as a machine can.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { setupSlot } from '@lectern/kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fetchOverSocket, socketOf } from '../../src/serve/socket.ts';
import { createServer } from '../../src/server.ts';
import { type Child, startChild } from '../data/child.ts';
import { academy } from './academy.ts';
import { booksOf, soundness } from './books.ts';
import { randomFrom } from './chance.ts';
import { type Author, send, type Write, writeUntilCut } from './writers.ts';

const kills = Number(process.env.LECTERN_KILLS ?? 12);
const seed = Number(process.env.LECTERN_SEED ?? Date.now() % 1_000_000);
const plugins = fileURLToPath(new URL('./academy.ts', import.meta.url));
const owner = { name: 'Marta Lindqvist', email: 'marta@example.org', password: 'a long sentence' };

let directory: string;
let bearer: string;
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'lectern-kill-'));
  const school = createServer({ plugins: academy, database: 'data/school.db', directory, logLevel: 'silent' });
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
  bearer = ((await key.json()) as { key: string }).key;
  await school.stop(0);
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

describe('a school killed at any moment', () => {
  it(`keeps all it acknowledged, and all else is whole or absent (${kills} kills, LECTERN_SEED=${seed})`, {
    timeout: 60_000 + kills * 15_000,
  }, async () => {
    const file = join(directory, 'data', 'school.db');
    const random = randomFrom(seed);
    const diary: Write[] = [];
    const { migrations } = await booksOf(file);
    let { child, url } = await serve();
    for (let kill = 0; kill < kills; kill++) {
      const round = diary.length;
      const author: Author = { url, bearer, diary };
      const writers = Promise.all(Array.from({ length: 6 }, (_, name) => writeUntilCut(author, `${kill}-${name}`)));
      await delay(random() * 400);
      child.process.kill('SIGKILL');
      expect(await child.gone).toBe('SIGKILL');
      await writers;
      if (random() < 0.25) await killedWhileStarting(random() * 600);

      ({ child, url } = await serve());
      const when = `kill ${kill}`;
      const books = await booksOf(file);
      expect(soundness(file), when).toEqual(['ok']);
      expect(books.halves, when).toEqual([]);
      expect(books.migrations, when).toBe(migrations);
      const lost = diary.filter(
        ({ key, answer }) => answer && JSON.stringify(books.answers.get(key)) !== JSON.stringify(answer),
      );
      expect(lost, `${when}: acknowledged and lost`).toEqual([]);
      const begun = new Set(diary.flatMap(({ key, body }) => [key, String(body.title)]));
      expect(
        [...books.answers.keys(), ...books.titles].filter((one) => !begun.has(one)),
        `${when}: from nowhere`,
      ).toEqual([]);

      // The same key again: done now if it was not, answered again if it was, and never done twice.
      const unsure = diary.slice(round).filter(({ answer }) => !answer);
      const sure = diary
        .slice(round)
        .filter(({ answer }) => answer)
        .slice(-3);
      for (const write of [...unsure, ...sure]) {
        const done = books.answers.get(write.key);
        const again = await send({ url, bearer }, write);
        expect(again.replayed, `${when}: ${write.path}`).toBe(done !== undefined);
        if (done) expect(again.answer).toEqual(done);
        write.answer = again.answer;
      }
      expect((await booksOf(file)).halves, `${when}, sent again`).toEqual([]);
    }
    expect(diary.length).toBeGreaterThan(kills * 6);
    const closed = child.gone;
    child.process.kill('SIGKILL');
    await closed;
  });
});

const startServer = () =>
  startChild('../proofs/serving-child.ts', [directory, plugins], {
    env: { NODE_COMPILE_CACHE: join(tmpdir(), 'lectern-compile-cache') },
  });

/** @throws when it does not come up: a lock, a socket or a half-done migration in the way */
async function serve(): Promise<{ child: Child; url: string }> {
  const child = startServer();
  await expect.poll(() => child.lines.length || child.process.exitCode, { timeout: 30_000, interval: 5 }).toBe(1);
  const { url, applied } = JSON.parse(child.lines[0] ?? '{}') as { url: string; applied: number };
  expect(applied, 'migrations are not repeated').toBe(0);
  const status = await fetchOverSocket(socketOf(directory), new Request('http://localhost/kernel/status'));
  expect(await status.json()).toMatchObject({ process: child.process.pid });
  return { child, url };
}
async function killedWhileStarting(milliseconds: number): Promise<void> {
  const child = startServer();
  await delay(milliseconds);
  child.process.kill('SIGKILL');
  await child.gone;
}
