import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { query } from '@lectern/kit';
import { expect, test } from 'vitest';
import { openSqlite } from '../../src/data/sqlite.ts';
import { startSchool } from './crash-child.ts';
import { createKernelTables } from './databases.ts';
import { notes } from './notes.ts';

const allNotes = query('crash.allNotes', {}, (q) => q.select().from(notes));

/** @returns what it acknowledged before it was killed, which is after so many */
function runUntilKilled(file: string, prefix: number, answers: number): Promise<number[]> {
  const program = join(import.meta.dirname, 'crash-child.ts');
  const child = spawn(process.execPath, [program, file, String(prefix)], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
    if (said.split('\n').length > answers) child.kill('SIGKILL');
  });
  return new Promise((resolve) => child.on('close', () => resolve(said.split('\n').slice(0, -1).map(Number))));
}

test('what was enqueued before kill -9 is done once, and so is what follows from it', {
  timeout: 180_000,
}, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'lectern-crash-'));
  const file = join(folder, 'school.db');
  const first = openSqlite(file);
  await createKernelTables(first);
  await first.close();
  const acknowledged: number[] = [];
  for (const round of [1, 2, 3]) acknowledged.push(...(await runUntilKilled(file, round, round * 17)));
  expect(acknowledged.length).toBeGreaterThanOrEqual(6 * 17);

  const { database, jobs, outbox } = await startSchool(file, 'last');
  const counts = async () => (await jobs.counts()).reduce((sum, { count }) => sum + count, 0);
  await expect.poll(counts, { timeout: 20_000, message: 'interrupted jobs go on at once' }).toBe(0);
  await outbox.drain();
  const ids = (await database.all(allNotes)).map(({ id }) => id);
  const lost = acknowledged.flatMap((n) => [`job-${n}`, `event-${n}`]).filter((id) => !ids.includes(id));
  expect(lost).toEqual([]);
  const [events] = await database.rawAll('select count(*) as n, count(distinct payload) as different from outbox');
  expect(events?.n).toBe(events?.different);
  expect(ids.filter((id) => id.startsWith('job-'))).toHaveLength(Number(events?.n));
  await jobs.stop(0);
  await outbox.stop();
  await database.close();
  rmSync(folder, { recursive: true });
});
