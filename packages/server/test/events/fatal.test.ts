import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openSqlite } from '../../src/data/sqlite.ts';
import { startChild } from '../data/child.ts';
import { createKernelTables } from '../jobs/databases.ts';

// Without the count before the first delivery the process would die at every start, for ever.
test('an event that ends its process is set aside after eight starts, and what follows is delivered', {
  timeout: 120_000,
}, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'lectern-fatal-'));
  const file = join(folder, 'school.db');
  const database = openSqlite(file);
  await createKernelTables(database);
  await database.close();

  const ends: (string | number | null)[] = [];
  while (ends.at(-1) !== 0 && ends.length < 15)
    ends.push(await startChild('../events/fatal-child.ts', [file, ends.length === 0 ? 'first' : '']).gone);
  // Once while it was in full swing, eight times as the first delivery after a start.
  expect(ends).toEqual([...Array.from({ length: 9 }, () => 'SIGKILL'), 0]);

  const school = openSqlite(file);
  expect((await school.rawAll('select text from notes order by text')).map(({ text }) => text)).toEqual([
    'after',
    'before',
  ]);
  expect(await school.rawAll('select attempts, error from outbox_failures')).toEqual([
    { attempts: 8, error: 'a process ended while this was delivered' },
  ]);
  await school.close();
  rmSync(folder, { recursive: true });
});
