// The driver of jobs over the school's own database, SQLite or Postgres: a job is a row, and enqueuing is an insert.
import { randomUUID } from 'node:crypto';
import type { EnqueueOptions, Job, JobState, Logger } from '@lectern/kit';
import type { Database } from '../data/database.ts';
import { storable } from '../events/payload.ts';
import { type Clock, later, systemClock } from './clock.ts';
import type { JobDetails, JobMeta, JobsPort, QueueCount } from './port.ts';
import * as queries from './queries.ts';
import { createRegistry, queueOf } from './registry.ts';
import { createSchedules } from './schedules.ts';
import { createTableStore } from './table-store.ts';
import type { StoredState } from './tables.ts';
import { createWorker } from './worker.ts';

export interface JobsOptions {
  readonly database: Database;
  /** A new UUIDv7, for jobs that the clock enqueues. */
  readonly id: () => string;
  readonly clock?: Clock;
  /** From 0 to 1, for the jitter of retries. */
  readonly random?: () => number;
  readonly log?: Pick<Logger, 'warn' | 'error'>;
  /** Jobs of one queue that run at once in this process: 4 where a queue is not named. */
  readonly concurrency?: Readonly<Record<string, number>>;
  /** For scheduled jobs that run in every organization. */
  readonly organizations?: () => Promise<readonly string[]>;
  /** How often to look for jobs of other processes, delayed ones, ticks of schedules and workers that are gone. */
  readonly pollMs?: number;
  /**
   * No other process works on this database, so what runs when this one starts was interrupted and starts again at once,
   * without waiting for its lease. True for SQLite when absent, whose file belongs to one process.
   */
  readonly alone?: boolean;
  /** This process, in the rows it works on. */
  readonly worker?: string;
  /** Plugins that are switched off: their jobs wait. */
  readonly isOff?: (plugin: string) => boolean;
}

const day = 86_400_000;

export function createJobs(options: JobsOptions): JobsPort {
  const { database, id, clock = systemClock, random = Math.random, log, concurrency = {} } = options;
  const { organizations = async () => [], pollMs = 1_000, worker: name = randomUUID() } = options;
  const { alone = database.dialect === 'sqlite' } = options;
  const registry = createRegistry((queue) => concurrency[queue] ?? 4, options.isOff);
  const onTick = (job: Job, org: string | undefined) => enqueue(job, {}, { id: id(), org }, { key: 'cron' });
  const schedules = createSchedules({ database, now: clock.now, registry, organizations, enqueue: onTick });
  const store = createTableStore({ database, clock, worker: name });
  const worker = createWorker({ database, store, clock, random, log, registry, schedules, pollMs, alone });
  /** In the caller's unit without a savepoint of our own, which would be two more trips to Postgres. */
  const inUnit = <T>(work: () => Promise<T>): Promise<T> => (database.inUnit() ? work() : database.unit(work));

  async function enqueue(job: Job, data: unknown, meta: JobMeta, given: EnqueueOptions = {}): Promise<string> {
    const stored = storable(job.data, data, `job ${job.name}`);
    return inUnit(() => add(job, stored, meta, given));
  }
  async function add(job: Job, data: unknown, meta: JobMeta, { runAt, key, priority = 0 }: EnqueueOptions) {
    const now = clock.now();
    const org = meta.org ?? null;
    const uniqueKey = key === undefined ? null : JSON.stringify([org, job.name, key]);
    const state: StoredState = runAt && runAt > now ? 'delayed' : 'ready';
    const { attempts = 5 } = job.options;
    const time = { runAt: runAt ?? now, createdAt: now };
    const row = {
      id: meta.id,
      name: job.name,
      queue: queueOf(job),
      org,
      data,
      state,
      rank: -priority,
      uniqueKey,
      attempts,
      ...time,
    };
    for (let tries = 0; tries < 5; tries++) {
      if ((await database.run(queries.add, row)) === 1) {
        database.afterCommit(worker.wake);
        return meta.id;
      }
      if (uniqueKey === null) break;
      const active = await database.one(queries.activeByKey, { uniqueKey });
      if (active) return active.id; // else it has ended between the two statements
    }
    throw new Error(`job ${meta.id} exists already`);
  }

  async function forget(some: typeof queries.forgetDone, days: number): Promise<number> {
    const before = later(clock.now(), -days * day);
    for (let total = 0; ; ) {
      const removed = await database.run(some, { before });
      total += removed;
      if (removed < 1_000) return total;
    }
  }

  return {
    enqueue,
    async find(jobId) {
      const row = await database.one(queries.byId, { id: jobId });
      const run = [...worker.runs].find(({ job }) => job.id === jobId && job.fence === row?.fence);
      return row && stateOf({ ...row, ...(row.state === 'running' && run?.progress) });
    },
    cancel: (jobId) =>
      inUnit(async () => {
        if ((await database.run(queries.cancelWaiting, { id: jobId, now: clock.now() })) === 1) return true;
        if ((await database.run(queries.cancelRunning, { id: jobId })) === 0) return false;
        database.afterCommit(() => {
          for (const run of worker.runs) if (run.job.id === jobId) run.abort('cancelled');
        });
        return true;
      }),
    retry: (jobId) =>
      inUnit(async () => {
        const waits = (await database.run(queries.retry, { id: jobId, now: clock.now() })) === 1;
        if (waits) database.afterCommit(worker.wake);
        return waits;
      }),
    readdress: (from, into) =>
      database.run(queries.readdress[database.dialect], { from: JSON.stringify(from), into: JSON.stringify(into) }),
    async list({ state, name: jobName = null, org = null, before = null, limit = 50 } = {}) {
      const states = state ? storedStates[state] : Object.values(storedStates).flat();
      const rows = await database.all(queries.latest, { state: states, name: jobName, org, before, limit });
      return rows.map(detailsOf);
    },
    describe: registry.describe,
    register: registry.add,
    start: worker.start,
    stop: (graceMs = 10_000) => worker.stop(graceMs),
    runDue: worker.runDue,
    async counts() {
      const counts = new Map<string, QueueCount>();
      for (const { queue, state: stored, count, since } of await database.all(queries.counts)) {
        const state = publicState[stored] as QueueCount['state'];
        const other = counts.get(`${queue} ${state}`); // waiting is stored as two states
        const first = [since, other?.since].filter((moment) => !!moment).sort((a, b) => a.getTime() - b.getTime())[0];
        counts.set(`${queue} ${state}`, { queue, state, count: count + (other?.count ?? 0), since: first ?? null });
      }
      return [...counts.values()];
    },
    prune: async ({ done, failed }) =>
      (await forget(queries.forgetDone, done)) + (await forget(queries.forgetFailed, failed)),
  };
}

const storedStates: Record<JobState['state'], StoredState[]> = {
  waiting: ['delayed', 'ready'],
  running: ['running'],
  done: ['done'],
  failed: ['failed'],
  cancelled: ['cancelled'],
};
const publicState = Object.fromEntries(
  Object.entries(storedStates).flatMap(([state, stored]) => stored.map((one) => [one, state])),
) as Record<StoredState, JobState['state']>;

type Stored<State extends JobState> = Omit<State, 'state'> & { readonly state: StoredState };
function stateOf({ id, name, state, attempt, done, total, note, error }: Stored<JobState>): JobState {
  return { id, name, state: publicState[state], attempt, done, total, note, error };
}
function detailsOf(row: Stored<JobDetails>): JobDetails {
  const { queue, org, attempts, createdAt, runAt, finishedAt, data } = row;
  return { ...stateOf(row), queue, org, attempts, createdAt, runAt, finishedAt, data };
}
