import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { query } from '@lectern/kit';
import { expect, test } from 'vitest';
import { openDatabase } from '../../src/data/database.ts';
import { testPostgres } from '../../src/testing/postgres.ts';
import { startSchool } from './crash-child.ts';
import { createKernelTables } from './databases.ts';
import { notes } from './notes.ts';

const allNotes = query('crash.allNotes', {}, (q) => q.select().from(notes));

/** @returns what it acknowledged before it was killed, which is after so many */
function runUntilKilled(address: string, number: number, answers: number): Promise<number[]> {
  const program = join(import.meta.dirname, 'crash-child.ts');
  const child = spawn(process.execPath, [program, address, String(number)], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
    if (said.split('\n').length > answers) child.kill('SIGKILL');
  });
  return new Promise((resolve) => child.on('close', () => resolve(said.split('\n').slice(0, -1).map(Number))));
}

/** The last process does what is left, and then the books must balance. */
async function checkAfter(address: string, acknowledged: readonly number[]): Promise<void> {
  const { database, jobs, outbox } = await startSchool(address, 9_999);
  const counts = async () => (await jobs.counts()).reduce((sum, { count }) => sum + count, 0);
  await expect.poll(counts, { timeout: 20_000, message: 'interrupted jobs go on' }).toBe(0);
  await outbox.drain();
  const all = await database.all(allNotes);
  const effects = all.map(({ text }) => text).filter((text) => text.startsWith('job-'));
  const heard = all.map(({ id }) => id).filter((id) => id.startsWith('event-'));
  expect(new Set(effects).size, 'each job has one effect').toBe(effects.length);
  const lost = acknowledged.filter((n) => !effects.includes(`job-${n}`) || !heard.includes(`event-${n}`));
  expect(lost).toEqual([]);
  const [events] = await database.rawAll('select count(*) as n, count(distinct payload) as different from outbox');
  expect(events).toEqual({ n: effects.length, different: effects.length });
  expect(heard).toHaveLength(effects.length);
  await jobs.stop(0);
  await outbox.stop();
  await database.close();
}

test('what was enqueued before kill -9 is done once, and so is what follows from it', {
  timeout: 180_000,
}, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'lectern-crash-'));
  const file = join(folder, 'school.db');
  const first = openDatabase(file);
  await createKernelTables(first);
  await first.close();
  const acknowledged: number[] = [];
  for (const round of [1, 2, 3]) acknowledged.push(...(await runUntilKilled(file, round, round * 17)));
  expect(acknowledged.length).toBeGreaterThanOrEqual(6 * 17);
  await checkAfter(file, acknowledged);
  rmSync(folder, { recursive: true });
});

// Stands in for the simulator, which plays on SQLite: two processes at a time, which also race to install pg-boss, each
// killed at random. Both tests went red when `finish` (run.ts) left the job's end to a statement after the unit: of about a
// hundred jobs three to six had two effects.
test('two processes on pg-boss, killed at random: each job has one effect, once its lease has run out', {
  timeout: 180_000,
}, async () => {
  const { url } = await testPostgres();
  const first = openDatabase(url);
  await createKernelTables(first);
  await first.close();
  const acknowledged: number[] = [];
  const some = () => 5 + Math.floor(Math.random() * 60);
  for (const round of [1, 3]) {
    const both = [round, round + 1].map((number) => runUntilKilled(url, number, some()));
    const said = await Promise.all(both);
    expect(Math.min(...said.map(({ length }) => length))).toBeGreaterThanOrEqual(5); // both could start
    acknowledged.push(...said.flat());
  }
  await checkAfter(url, acknowledged);
});
