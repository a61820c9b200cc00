import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { migrate } from '../../src/schema/apply.ts';
import { dialects, freshAddress, opened } from './databases.ts';
import { pluginFolder } from './plugin-folder.ts';

const start = (address: string, folder: string): ChildProcess =>
  spawn(process.execPath, [join(import.meta.dirname, 'start.ts'), address, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_COMPILE_CACHE: join(tmpdir(), 'lectern-compile-cache') },
  });
async function outputOf(child: ChildProcess): Promise<string> {
  let text = '';
  child.stdout?.on('data', (chunk) => (text += chunk));
  await once(child, 'close');
  return text;
}
const silent = { log: { info() {}, warn() {} } };

describe.each(dialects)('starting on %s', (dialect) => {
  // Red without both the lock and the claim in the ledger: `create table courses` runs twice.
  test('of several processes at once one applies, the others wait and find nothing to do', async () => {
    const address = await freshAddress(dialect);
    const plugin = pluginFolder('courses');
    plugin.write('0001_initial', 'create table courses (id text primary key);');
    plugin.write('0002_rows', `insert into courses values ('once');`);
    const outputs = await Promise.all(Array.from({ length: 4 }, () => outputOf(start(address, plugin.path))));
    const results = outputs.map((output) => JSON.parse(output.split('\n')[1] ?? 'null'));
    expect(results.filter(({ applied }) => applied.length > 0)).toEqual([{ applied: ['courses/0001_initial', 'courses/0002_rows'] }]);
    expect(await opened(address).rawAll('select id from courses')).toEqual([{ id: 'once' }]);
  });

  test('killed in the middle of a migration, a database has it whole or not at all, and the next start completes it', async () => {
    const plugin = pluginFolder('courses');
    const rows = 10_000;
    const inserts = Array.from({ length: rows }, (_, n) => `insert into courses values ('c${n}');`).join('\n');
    plugin.write('0001_initial', `create table courses (id text primary key);\n${inserts}\ncreate table finished (id text primary key);`);
    const seen = { absent: 0, whole: 0 };
    for (let round = 0; round < 8; round++) {
      const address = await freshAddress(dialect);
      const child = start(address, plugin.path);
      const closed = once(child, 'close');
      await once(child.stdout as NonNullable<typeof child.stdout>, 'data');
      await setTimeout((round * (dialect === 'sqlite' ? 150 : 1_000)) / 7);
      child.kill('SIGKILL');
      await closed;
      const database = opened(address);
      const has = async (name: string) => database.rawAll(`select count(*) as n from ${name}`).then(([row]) => Number(row?.n), () => undefined);
      const found = { courses: await has('courses'), finished: await has('finished'), ledger: (await has('schema_migrations')) ?? 0 };
      seen[found.ledger ? 'whole' : 'absent']++;
      expect(found).toEqual(found.ledger ? { courses: rows, finished: 0, ledger: 1 } : { courses: undefined, finished: undefined, ledger: 0 });
      await migrate(database, [plugin], silent);
      expect(await has('courses')).toBe(rows);
    }
    console.log(seen);expect(seen.absent).toBeGreaterThan(0); // the kill came in time
  });
});

describe('starting on Postgres without an advisory lock', () => {
  // Red without `on conflict do nothing` or when the claim is not the first statement of the file's transaction.
  test('the claim in the ledger alone lets a file be applied once', async () => {
    const address = await freshAddress('postgres');
    const plugin = pluginFolder('courses');
    plugin.write('0001_initial', 'create table courses (id text primary key);\nselect pg_sleep(0.2);');
    plugin.write('0002_rows', `insert into courses values ('once');`);
    const results = await Promise.all(Array.from({ length: 4 }, () => migrate(opened(address), [plugin], silent)));
    expect(results.flatMap(({ applied }) => applied).sort()).toEqual(['courses/0001_initial', 'courses/0002_rows']);
    expect(await opened(address).rawAll('select id from courses')).toEqual([{ id: 'once' }]);
  });

  test('a migration waits a short while for a table that is in use, and then again', async () => {
    const address = await freshAddress('postgres');
    const plugin = pluginFolder('courses');
    plugin.write('0001_initial', 'create table courses (id text primary key);');
    const database = opened(address);
    await migrate(database, [plugin], silent);
    plugin.write('0002_title', 'alter table courses add column title text;');
    const reader = opened(address);
    let migrated: Promise<unknown> | undefined;
    await reader.unit(async () => {
      await reader.rawAll('select * from courses');
      migrated = migrate(database, [plugin], silent);
      await reader.rawAll('select pg_sleep(3)'); // longer than one wait
    });
    await migrated;
    expect(await database.rawAll('select title from courses')).toEqual([]);
  });
});
