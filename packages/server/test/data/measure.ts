// What the data layer costs over the bare libraries: `node packages/server/test/data/measure.ts [postgres]`.
// Microseconds of CPU of this process per operation, best of five rounds (the machine is shared); writers per second by wall.
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { runInScope, type Scope, system } from '@lectern/kit';
import Sqlite from 'better-sqlite3';
import pg from 'pg';
import type { Database } from '../../src/data/database.ts';
import { openPostgres } from '../../src/data/postgres.ts';
import { openSqlite } from '../../src/data/sqlite.ts';
import { startTestPostgres, testPostgres } from '../../src/testing/postgres.ts';
import { addCourse, buildSchool, courseById, coursePage, exampleCourse, record } from './school.ts';

const home = mkdtempSync(join(tmpdir(), 'lectern-measure-'));
const scope: Scope = { actor: system, org: 'o', via: 'process', request: 'measure' };

const cpu = () => {
  const { user, system } = process.cpuUsage();
  return user + system;
};
async function measure(name: string, n: number, work: (i: number) => unknown): Promise<void> {
  const rounds: number[] = [];
  for (let round = 0; round < 6; round++) {
    const start = cpu();
    for (let i = 0; i < n; i++) {
      const answer = work(round * n + i);
      if (answer instanceof Promise) await answer;
    }
    rounds.push((cpu() - start) / n);
  }
  console.log(
    `${name.padEnd(46)} ${Math.min(...rounds.slice(1))
      .toFixed(1)
      .padStart(8)} µs CPU`,
  );
}

const fields = 'id, title, price, published, settings, created_at';
const id = (i: number) => `c${(i * 7919) % 10_000}`;
const values = (key: string) => [
  key,
  'Introduction to botany',
  4_200,
  1,
  '{"tags":["plants","beginners"]}',
  '2026-03-01T09:00:00.000Z',
  'o',
];
const byHand = (row: Record<string, unknown>) => ({
  ...row,
  published: row.published === 1,
  settings: JSON.parse(row.settings as string),
  createdAt: new Date(row.created_at as string),
});
const fill = (database: Database) =>
  database.unit(async () => {
    for (let i = 0; i < 10_000; i++) await database.run(addCourse, exampleCourse(`c${i}`));
  });
let next = 0;

async function measureSqlite(): Promise<void> {
  const database = openSqlite(join(home, 'school.db'));
  await buildSchool(database);
  await runInScope(scope, () => fill(database));
  await database.close();

  const raw = new Sqlite(join(home, 'school.db'));
  raw.pragma('journal_mode = wal');
  raw.pragma('synchronous = full');
  const get = raw.prepare(`select ${fields} from test_courses where org_id = ? and id = ?`);
  const page = raw.prepare(`select ${fields} from test_courses where org_id = ? and id > ? order by id limit 50`);
  const insert = raw.prepare(`insert into test_courses (${fields}, org_id) values (?, ?, ?, ?, ?, ?, ?)`);
  const insertAlone = raw.transaction((key: string) => insert.run(values(key)));
  await measure('by id: raw', 20_000, (i) => get.get('o', id(i)));
  await measure('by id: raw, decoded by hand', 20_000, (i) => byHand(get.get('o', id(i)) as Record<string, unknown>));
  await measure('page of 50: raw, decoded by hand', 1_000, (i) =>
    page.all('o', id(i)).map((row) => byHand(row as Record<string, unknown>)),
  );
  await measure('insert, own commit: raw', 400, () => insert.run(values(`r${next++}`)));
  await measure('insert, own begin and commit: raw', 400, () => insertAlone.immediate(`r${next++}`));
  raw.exec('begin');
  await measure('insert in a transaction: raw', 3_000, () => insert.run(values(`r${next++}`)));
  raw.exec('commit');
  raw.close();

  const facade = openSqlite(join(home, 'school.db'));
  await runInScope(scope, async () => {
    await measure('by id: facade', 20_000, (i) => facade.one(courseById, { id: id(i) }));
    await facade.unit(() => measure('by id: facade, in a unit', 20_000, (i) => facade.one(courseById, { id: id(i) })));
    await measure('page of 50: facade', 1_000, (i) => facade.all(coursePage, { after: id(i), limit: 50 }));
    await measure('page of 50: facade, reader thread', 300, (i) =>
      facade.heavy(coursePage, { after: id(i), limit: 50 }),
    );
    await measure('insert, own unit: facade', 400, () => facade.run(addCourse, exampleCourse(`f${next++}`)));
    await facade.unit(() =>
      measure('insert in a unit: facade', 3_000, () => facade.run(addCourse, exampleCourse(`f${next++}`))),
    );
    await measure('empty unit', 5_000, () => facade.unit(async () => {}));
    await facade.unit(() => measure('empty nested unit', 5_000, () => facade.unit(async () => {})));
  });
  await facade.close();
}

/** Units per second, each an insert: from loops in this process, and from as many sockets, as requests come. */
async function measureWriters(): Promise<void> {
  for (const writers of [1, 16, 64]) {
    const database = openSqlite(join(home, `writers-${writers}.db`));
    await buildSchool(database);
    const write = () => database.unit(() => database.run(record, { id: next++ }));
    const rate = async (name: string, lane: (n: number) => Promise<void>) => {
      const n = Math.ceil(4_000 / writers);
      await Promise.all(Array.from({ length: writers }, () => lane(n)));
      const [began, used] = [performance.now(), cpu()];
      await Promise.all(Array.from({ length: writers }, () => lane(n)));
      const done = n * writers;
      const seconds = (performance.now() - began) / 1_000;
      console.log(
        `${`${writers} writers, ${name}`.padEnd(46)} ${(done / seconds).toFixed(0).padStart(8)} units/s ${((cpu() - used) / done).toFixed(0).padStart(6)} µs CPU`,
      );
    };
    await rate('loops', async (n) => {
      for (let i = 0; i < n; i++) await write();
    });
    const server = createServer((socket) => socket.on('data', () => void write().then(() => socket.write('k'))));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    await rate(
      'sockets',
      (n) =>
        new Promise((resolve) => {
          const socket = connect(port, '127.0.0.1', () => socket.write('w')).setNoDelay();
          let left = n;
          socket.on('data', () => {
            if (--left > 0) socket.write('w');
            else socket.end(resolve);
          });
        }),
    );
    server.close();
    await database.close();
    const raw = new Sqlite(join(home, `writers-${writers}.db`));
    raw.pragma('synchronous = full');
    const insert = raw.prepare('insert into test_ledger values (?)');
    const [began, used] = [performance.now(), cpu()];
    for (let i = 0; i < 4_000; i++) insert.run(next++);
    console.log(
      `${'bare better-sqlite3, one commit each'.padEnd(46)} ${(4_000_000 / (performance.now() - began)).toFixed(0).padStart(8)} units/s ${((cpu() - used) / 4_000).toFixed(0).padStart(6)} µs CPU`,
    );
    raw.close();
  }
}

async function measurePostgres(): Promise<void> {
  const { url, stop } = await startTestPostgres();
  process.env.LECTERN_TEST_POSTGRES = url;
  const test = await testPostgres();
  const facade = openPostgres(test.url, { max: 1 });
  await buildSchool(facade);
  const client = new pg.Client(test.url);
  await client.connect();
  await runInScope(scope, async () => {
    await fill(facade);
    const get = { name: 'get', text: `select ${fields} from test_courses where org_id = $1 and id = $2` };
    const insert = {
      name: 'insert',
      text: `insert into test_courses (${fields}, org_id) values ($1, $2, $3, $4, $5, $6, $7)`,
    };
    await measure('Postgres by id: raw, named', 2_000, (i) => client.query({ ...get, values: ['o', id(i)] }));
    await measure('Postgres by id: facade', 2_000, (i) => facade.one(courseById, { id: id(i) }));
    await measure('Postgres insert, own transaction: raw', 1_000, async () => {
      await client.query('begin');
      await client.query({ ...insert, values: values(`r${next++}`) });
      await client.query('commit');
    });
    await measure('Postgres insert, own unit: facade', 1_000, () =>
      facade.unit(() => facade.run(addCourse, exampleCourse(`f${next++}`))),
    );
    await measure('Postgres insert, one statement: raw', 1_000, () =>
      client.query({ ...insert, values: values(`r${next++}`) }),
    );
    await measure('Postgres insert, one statement: facade', 1_000, () =>
      facade.run(addCourse, exampleCourse(`f${next++}`)),
    );
  });
  await client.end();
  await facade.close();
  await stop();
}

console.log('load', loadavg()[0]?.toFixed(2));
await measureSqlite();
await measureWriters();
if (process.argv[2] === 'postgres') await measurePostgres();
rmSync(home, { recursive: true, force: true });
