// The bare twins of the queue. A table with the columns that claiming needs, in prepared statements; and pg-boss as its
// documentation uses it: inserted and fetched in batches, a batch completed at once. No leases, no retries, no handler.
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { PgBoss } from 'pg-boss';

export interface Wanted {
  readonly jobs: number;
  /** Enqueued with one commit. */
  readonly unit: number;
  /** Claimed together, with one commit, and ended together with another. */
  readonly batch: number;
}

/** @returns milliseconds until all have run */
export function runTable(folder: string, { jobs, unit, batch }: Wanted): number {
  const database = new Database(join(folder, 'bare.db'));
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.exec(`
    create table jobs (id text primary key, name text not null, data text not null, state text not null, rank integer not null, run_at integer not null, attempt integer not null, worker text, lease_until integer, created_at integer not null, finished_at integer);
    create index jobs_ready on jobs (name, rank, run_at, id) where state = 'ready';
    create index jobs_running on jobs (lease_until) where state = 'running';
    create index jobs_done on jobs (finished_at) where state = 'done';
  `);
  const insert = database.prepare(
    `insert into jobs (id, name, data, state, rank, run_at, attempt, created_at) values (?, 'bench.nothing', ?, 'ready', 0, ?, 0, ?)`,
  );
  const claim = database.prepare<unknown[], { id: string; data: string }>(
    `update jobs set state = 'running', attempt = attempt + 1, worker = 'w', lease_until = ? where id in (select id from jobs where state = 'ready' and name = 'bench.nothing' order by rank, run_at, id limit ?) returning id, data`,
  );
  const finish = database.prepare(
    `update jobs set state = 'done', lease_until = null, finished_at = ? where id = ? and state = 'running'`,
  );
  const finishAll = database.transaction((ids: readonly string[]) => {
    for (const id of ids) finish.run(Date.now(), id);
  });
  const enqueue = database.transaction((from: number) => {
    for (let n = from; n < from + unit; n++)
      insert.run(`job-${String(n).padStart(8, '0')}`, JSON.stringify({ n }), Date.now(), Date.now());
  });

  const began = performance.now();
  for (let n = 0; n < jobs; n += unit) enqueue(n);
  for (;;) {
    const claimed = claim.all(Date.now() + 30_000, batch);
    if (claimed.length === 0) break;
    for (const { data } of claimed) JSON.parse(data);
    finishAll(claimed.map(({ id }) => id));
  }
  const milliseconds = performance.now() - began;
  database.close();
  return milliseconds;
}

/** @param workers that fetch at once @returns milliseconds until all have run */
export async function runPgBoss(url: string, { jobs, unit, batch }: Wanted, workers: number): Promise<number> {
  const boss = new PgBoss({ connectionString: url, schema: 'bare', supervise: false, schedule: false });
  await boss.start();
  await boss.createQueue('nothing');
  await boss.deleteAllJobs('nothing');

  const began = performance.now();
  for (let n = 0; n < jobs; n += unit)
    await boss.insert(
      'nothing',
      Array.from({ length: unit }, (_, i) => ({ data: { n: n + i } })),
    );
  const work = async () => {
    for (;;) {
      const fetched = await boss.fetch('nothing', { batchSize: batch });
      if (fetched.length === 0) return;
      await boss.complete(
        'nothing',
        fetched.map(({ id }) => id),
      );
    }
  };
  await Promise.all(Array.from({ length: workers }, work));
  const milliseconds = performance.now() - began;
  await boss.stop({ graceful: false });
  return milliseconds;
}
