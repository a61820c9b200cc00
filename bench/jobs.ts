// A thousand jobs that do nothing: enqueued in units of twenty, claimed, run, ended. On SQLite by the school's own table, on
// Postgres by pg-boss, each against the same library without us.
import { randomUUID } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type AnyTable, job, runs } from '@lectern/kit';
import Sqlite from 'better-sqlite3';
import { z } from 'zod';
import { type Database, openDatabase } from '../packages/server/src/data/database.ts';
import { createJobs } from '../packages/server/src/jobs/driver.ts';
import { createPgBossJobs } from '../packages/server/src/jobs/pg-boss/driver.ts';
import type { JobsPort } from '../packages/server/src/jobs/port.ts';
import { jobSchedules, jobs as jobsTable } from '../packages/server/src/jobs/tables.ts';
import { creationOf } from '../packages/server/src/schema/ddl.ts';
import { snapshotOf } from '../packages/server/src/schema/snapshot.ts';
import { testPostgres } from '../packages/server/src/testing/postgres.ts';
import { runPgBoss, runTable } from './bare/jobs.ts';
import { alternating, type Bench, type Line, mediansOf, type Pair, type Result } from './measure.ts';

const wanted = { jobs: 1_000, unit: 20 };
/** Places of a queue when a school says nothing else. */
const places = 4;
const nothing = job('bench.nothing', z.object({ n: z.number() }));

export const jobs: Line = {
  names: ['job.throughput', 'job.throughput.pg-boss'],
  async *measure({ rounds, scratch, wanted: asked }: Bench): AsyncGenerator<Result> {
    const folder = () => mkdtempSync(join(scratch, 'jobs-'));
    if (asked('job.throughput')) {
      let commits = 0;
      const ours = async () => {
        const counted = countingCommits();
        const milliseconds = await runOnTable(folder());
        commits = counted();
        return milliseconds;
      };
      await ours();
      // What is claimed together and ended together, so that both sides commit as often.
      const batch = Math.max(1, Math.round((2 * wanted.jobs) / (commits - wanted.jobs / wanted.unit)));
      const bare = async (size: number) => runTable(folder(), { ...wanted, batch: size });
      await bare(batch);
      const taken = await alternating(rounds, (side) => (side === 'ours' ? ours() : bare(batch)));
      yield resultOf('job.throughput', taken, { oursCommits: commits, bareBatch: batch });
    }
    if (asked('job.throughput.pg-boss')) {
      const { url, drop } = await testPostgres();
      const database = await withTables(url);
      const ours = () => runOnPgBoss(database, url);
      await ours();
      const [batched, single] = [
        await alternating(rounds, (side) =>
          side === 'ours' ? ours() : runPgBoss(url, { ...wanted, batch: wanted.unit }, 1),
        ),
        await alternating(rounds, (side) =>
          side === 'ours' ? ours() : runPgBoss(url, { ...wanted, batch: 1 }, places),
        ),
      ];
      const one = mediansOf(single, perSecond);
      yield resultOf('job.throughput.pg-boss', batched, {
        bareOneByOne: Math.round(one.bare),
        ratioAtEqualCommits: one.ratio,
      });
      await database.close();
      await drop();
    }
  },
};
const perSecond = (milliseconds: number) => (wanted.jobs / milliseconds) * 1_000;
function resultOf(name: string, taken: Pair<number>[], detail: Record<string, number>): Result {
  const { ours, bare, ratio } = mediansOf(taken, perSecond);
  return { name, ours: Math.round(ours), bare: Math.round(bare), ratio, unit: 'jobs/s', detail };
}

async function withTables(address: string): Promise<Database> {
  const database = openDatabase(address);
  const tables = [jobsTable, jobSchedules] as unknown as AnyTable[];
  for (const statement of creationOf(database.dialect, snapshotOf(tables))) await database.execute(statement);
  return database;
}
async function runOnTable(folder: string): Promise<number> {
  const database = await withTables(join(folder, 'ours.db'));
  const milliseconds = await run(database, createJobs({ database, id: randomUUID }));
  await database.close();
  return milliseconds;
}
async function runOnPgBoss(database: Database, url: string): Promise<number> {
  const port = createPgBossJobs({ database, url, id: randomUUID });
  await port.prepare();
  return run(database, port);
}
/** @returns milliseconds until the end of the last one is written */
async function run(database: Database, port: JobsPort): Promise<number> {
  let left = wanted.jobs;
  const all = Promise.withResolvers<void>();
  const handler = async () => {
    if (--left === 0) all.resolve();
  };
  port.register([runs(nothing, handler)], 'bench');
  const began = performance.now();
  for (let n = 0; n < wanted.jobs; n += wanted.unit)
    await database.unit(async () => {
      for (let i = 0; i < wanted.unit; i++)
        await port.enqueue(nothing, { n: n + i }, { id: randomUUID(), org: undefined });
    });
  await port.start();
  await all.promise;
  while ((await port.counts()).length > 0) await delay(1);
  const milliseconds = performance.now() - began;
  await port.stop(1_000);
  return milliseconds;
}

/** From now on, of every connection that is opened. @returns how many there were, and counts no more */
function countingCommits(): () => number {
  let commits = 0;
  const { prepare } = Sqlite.prototype;
  Sqlite.prototype.prepare = function (this: Sqlite.Database, text: string) {
    const statement = prepare.call(this, text);
    if (text !== 'commit') return statement;
    const once = statement.run.bind(statement) as (...values: unknown[]) => Sqlite.RunResult;
    statement.run = (...values: unknown[]) => {
      commits++;
      return once(...values);
    };
    return statement;
  } as typeof prepare;
  return () => {
    Sqlite.prototype.prepare = prepare;
    return commits;
  };
}
