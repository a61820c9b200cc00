import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { migrate } from '../../src/schema/apply.ts';
import { dialects, freshAddress, opened } from './databases.ts';
import { pluginFolder } from './plugin-folder.ts';

/** Processes start in a second or two each, and this machine may have others to run. */
const patience = { timeout: 120_000 };

/** A process that is ready to migrate and waits for `begin`. */
async function start(
  ...args: string[]
): Promise<{ child: ChildProcess; begin(): void; says(what: string): Promise<string> }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'start.ts'), ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, NODE_COMPILE_CACHE: join(tmpdir(), 'lectern-compile-cache') },
  });
  const lines = createInterface({ input: child.stdout as Readable })[Symbol.asyncIterator]();
  const says = async (what: string) => {
    for (;;) {
      const { value, done } = await lines.next();
      if (done) throw new Error(`the process ended before it said ${what}`);
      if (value.includes(what)) return value;
    }
  };
  await says('ready');
  return { child, says, begin: () => child.stdin?.write('begin\n') };
}
async function killedWhenWaiting(...args: string[]): Promise<void> {
  const { child, begin, says } = await start(...args);
  const closed = once(child, 'close');
  begin();
  await says('waiting');
  child.kill('SIGKILL');
  expect(await closed).toEqual([null, 'SIGKILL']);
}
const silent = { log: { info() {}, warn() {} } };

describe.each(dialects)('starting on %s', (dialect) => {
  // Red on Postgres without the lock (each makes a backup) and without looking again inside it.
  test(
    'of several processes at once one backs up and applies, the others wait and find nothing to do',
    patience,
    async () => {
      const address = await freshAddress(dialect);
      await opened(address).execute('create table worth_a_backup (id text primary key)');
      const plugin = pluginFolder('courses');
      plugin.write('0001_initial', 'create table courses (id text primary key);');
      plugin.write('0002_rows', `insert into courses values ('once');`);
      const processes = await Promise.all([1, 2, 3].map(() => start(address, plugin.path)));
      for (const { begin } of processes) begin();
      const answers = await Promise.all(processes.map(async ({ says }) => JSON.parse(await says('applied'))));
      const [first, ...others] = answers.sort((a, b) => b.applied.length - a.applied.length);
      expect(first).toEqual({ applied: ['courses/0001_initial', 'courses/0002_rows'], backup: 'made' });
      expect(others).toEqual([{ applied: [] }, { applied: [] }]);
      expect(await opened(address).rawAll('select id from courses')).toEqual([{ id: 'once' }]);
    },
  );

  // Red when the statements, or the row of the ledger, are not in one unit of work.
  test.each([
    ['after its first statement', 'create table courses', 'absent'],
    ['in its middle', "('c50')", 'absent'],
    ['after its last statement', 'create table finished', 'absent'],
    ['after its commit', 'nothing says this', 'whole'],
  ])(
    'a migration killed %s is whole or absent, and the next start completes it',
    patience,
    async (_, killAfter, expected) => {
      const address = await freshAddress(dialect);
      const plugin = pluginFolder('courses');
      const inserts = Array.from({ length: 100 }, (_, n) => `insert into courses values ('c${n}');`).join('\n');
      plugin.write(
        '0001_initial',
        `create table courses (id text primary key);\n${inserts}\ncreate table finished (id text primary key);`,
      );
      await killedWhenWaiting(address, plugin.path, killAfter);

      const database = opened(address);
      const rowsOf = (table: string) =>
        database.rawAll(`select count(*) as n from ${table}`).then(
          ([row]) => Number(row?.n),
          () => 'no table',
        );
      const found = {
        courses: await rowsOf('courses'),
        finished: await rowsOf('finished'),
        ledger: await rowsOf('schema_migrations'),
      };
      const [absent, whole] = [
        { courses: 'no table', finished: 'no table', ledger: 0 },
        { courses: 100, finished: 0, ledger: 1 },
      ];
      expect(found).toEqual(expected === 'whole' ? whole : absent);
      await migrate(database, [plugin], silent);
      expect([await rowsOf('courses'), await rowsOf('finished')]).toEqual([100, 0]);
    },
  );
});

describe('starting on Postgres', () => {
  // Red without `on conflict do nothing`, and when the claim is not the first statement of the file's transaction.
  test('without an advisory lock the claim in the ledger alone lets a file be applied once', async () => {
    const address = await freshAddress('postgres');
    const plugin = pluginFolder('courses');
    plugin.write('0001_initial', 'create table courses (id text primary key);\nselect pg_sleep(0.2);');
    plugin.write('0002_rows', `insert into courses values ('once');`);
    const results = await Promise.all(Array.from({ length: 4 }, () => migrate(opened(address), [plugin], silent)));
    expect(results.flatMap(({ applied }) => applied).sort()).toEqual(['courses/0001_initial', 'courses/0002_rows']);
    expect(await opened(address).rawAll('select id from courses')).toEqual([{ id: 'once' }]);
  });

  // Red without the second attempt; without a lock timeout everybody who asks for the table after it waits as well.
  test(
    'a migration waits a short while for a table that is in use, lets others through, and tries again',
    patience,
    async () => {
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
    },
  );
});
