// The driver of jobs over the school's own database, SQLite or Postgres: a job is a row, and enqueuing is an insert.
import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import { type Job, type JobHandler, type JobState, type Logger, runInScope, type Scope, system } from '@lectern/kit';
import type { Database } from '../data/database.ts';
import { storable } from '../events/payload.ts';
import { type Clock, later, systemClock } from './clock.ts';
import type { JobDetails, JobsPort } from './port.ts';
import * as queries from './queries.ts';
import { createRegistry, queueOf } from './registry.ts';
import { type Run, startRun } from './run.ts';
import { createSchedules } from './schedules.ts';
import type { StoredState } from './tables.ts';

export interface JobsOptions {
  readonly database: Database;
  /** A new UUIDv7, for jobs that the clock enqueues. */
  readonly id: () => string;
  readonly clock?: Clock;
  readonly random?: () => number;
  readonly log?: Pick<Logger, 'warn' | 'error'>;
  /** Jobs of one queue that run at once in this process: 4 where a queue is not named. */
  readonly concurrency?: Readonly<Record<string, number>>;
  /** Organizations for which a plugin's scheduled job is enqueued, one job each. Once for the installation when absent. */
  readonly organizations?: (plugin: string) => Promise<readonly (string | undefined)[]>;
  /** How often to look for jobs of other processes, delayed ones, ticks of schedules and workers that are gone. */
  readonly pollMs?: number;
  /** This process, in the rows it works on. */
  readonly worker?: string;
}

const kernel: Scope = { actor: system, org: undefined, request: 'jobs', via: 'kernel' };
const day = 86_400_000;
/** After the signal is aborted, so that most handlers end before another process takes their job. */
const lastWordsMs = 2_000;

export function createJobs(options: JobsOptions): JobsPort {
  const {
    database,
    id,
    clock = systemClock,
    random = Math.random,
    log,
    concurrency = {},
    organizations,
    pollMs = 1_000,
  } = options;
  const parts = { database, clock, random, log, worker: options.worker ?? randomUUID() };
  const outside = AsyncLocalStorage.snapshot();
  /** In no unit and no request, whoever woke us. */
  const aside = <T>(work: () => Promise<T>): Promise<T> => outside(() => runInScope(kernel, work));
  const registry = createRegistry((queue) => concurrency[queue] ?? 4);
  const runs = new Set<Run>();
  let started = 0;
  let working = 0;
  let stopped = false;
  let filling: Promise<void> | undefined;
  let fillAgain = false;
  let cancelPoll = () => {};
  let prepared: Promise<void> | undefined;

  const schedules = createSchedules(database, clock.now, registry, async (name) => {
    const { handler, plugin } = registry.find(name)!;
    for (const org of orgsOfTick.get(plugin) ?? [undefined])
      await port.enqueue(handler.job, {}, { id: id(), org }, { key: 'cron' });
  });
  /** Asked before the tick's unit, which awaits the database and nothing else. */
  let orgsOfTick = new Map<string, readonly (string | undefined)[]>();
  async function askOrganizations(): Promise<void> {
    const plugins = new Set(
      [...registry.all.values()].filter(({ handler }) => handler.job.options.cron).map(({ plugin }) => plugin),
    );
    orgsOfTick = new Map(
      await Promise.all(
        [...plugins].map(async (plugin) => [plugin, (await organizations?.(plugin)) ?? [undefined]] as const),
      ),
    );
  }

  /** Makes ready what has become due: delayed jobs, ticks, jobs of workers that are gone. */
  async function wakeDue(): Promise<void> {
    const now = clock.now();
    const due = await database.one(queries.anyDue, { now });
    if (due?.delayed) await database.run(queries.wakeDelayed, { now });
    if (due?.expired) {
      await database.run(queries.buryLost, { now, ended: now });
      await database.run(queries.takeOver, { now });
    }
    if (due?.scheduled) {
      await askOrganizations();
      await schedules.tick();
    }
  }
  /** Starts what is ready while there are places, one pass at a time. */
  function fill(): Promise<void> {
    fillAgain = true;
    filling ??= aside(async () => {
      while (fillAgain && !stopped) {
        fillAgain = false;
        const names = registry.open();
        const found = names.length === 0 ? [] : await database.all(queries.candidates[database.dialect], { names });
        for (const candidate of found) if (await claim(candidate.id, candidate.name)) fillAgain = true;
      }
    }).finally(() => {
      filling = undefined;
    });
    return filling;
  }
  async function claim(jobId: string, name: string): Promise<boolean> {
    const free = stopped ? undefined : registry.occupy(name);
    if (!free) return false;
    try {
      const registered = registry.find(name)!;
      const leaseUntil = later(clock.now(), registered.leaseMs);
      const claimed = await database.one(queries.claim, { id: jobId, worker: parts.worker, leaseUntil });
      if (!claimed) {
        free();
        return false;
      }
      const run = outside(() => startRun(claimed, registered, parts));
      started++;
      runs.add(run);
      void run.ended.then(() => {
        runs.delete(run);
        free();
        if (working > 0) wake();
      });
      return true;
    } catch (error) {
      free();
      throw error;
    }
  }
  const complain = (error: unknown) => log?.error('jobs could not be read; trying again', { error });
  const wake = () => void (working > 0 && fill().catch(complain));
  function poll(): void {
    cancelPoll = clock.after(pollMs, () => {
      aside(wakeDue).then(fill).catch(complain);
      if (!stopped) poll();
    });
  }
  const prepare = () => (prepared ??= aside(() => schedules.record()));

  async function add(
    job: Job,
    data: unknown,
    org: string | undefined,
    jobId: string,
    { runAt, key, priority = 0 }: { runAt?: Date; key?: string; priority?: number },
  ): Promise<string> {
    const now = clock.now();
    const uniqueKey = key === undefined ? null : JSON.stringify([org ?? null, job.name, key]);
    const state: StoredState = runAt && runAt > now ? 'delayed' : 'ready';
    const row = {
      id: jobId,
      name: job.name,
      queue: queueOf(job),
      org: org ?? null,
      data,
      state,
      rank: -priority,
      runAt: runAt ?? now,
      uniqueKey,
      attempts: job.options.attempts ?? 5,
      createdAt: now,
    };
    for (let tries = 0; tries < 5; tries++) {
      if ((await database.run(queries.add, row)) === 1) {
        database.afterCommit(wake);
        return jobId;
      }
      const active = uniqueKey === null ? undefined : await database.one(queries.activeByKey, { uniqueKey });
      if (active) return active.id;
      if (uniqueKey === null) break; // else the other one has ended since
    }
    throw new Error(`job ${jobId} exists already`);
  }

  const port: JobsPort = {
    async enqueue(job, data, { id: jobId, org }, given = {}) {
      const stored = storable(job.data, data, `job ${job.name}`);
      return database.unit(() => add(job, stored, org, jobId, given));
    },
    async find(jobId) {
      const row = await database.one(queries.byId, { id: jobId });
      const run = [...runs].find(({ job }) => job.id === jobId && job.fence === row?.fence);
      return row && stateOf({ ...row, ...(row.state === 'running' && run?.progress) });
    },
    async cancel(jobId) {
      return database.unit(async () => {
        if ((await database.run(queries.cancelWaiting, { id: jobId, now: clock.now() })) === 1) return true;
        if ((await database.run(queries.cancelRunning, { id: jobId })) === 0) return false;
        database.afterCommit(() => {
          for (const run of runs) if (run.job.id === jobId) run.abort('cancelled');
        });
        return true;
      });
    },
    async retry(jobId) {
      const waits = (await database.unit(() => database.run(queries.retry, { id: jobId, now: clock.now() }))) === 1;
      if (waits) wake();
      return waits;
    },
    async list({ state, name, org, before, limit = 50 } = {}) {
      const rows = await database.all(queries.latest, {
        state: state ? storedStates[state] : Object.values(storedStates).flat(),
        name: name ?? null,
        org: org ?? null,
        before: before ?? null,
        limit,
      });
      return rows.map((row): JobDetails => {
        const { queue, attempts, createdAt, runAt, finishedAt } = row;
        return { ...stateOf(row), queue, org: row.org, attempts, createdAt, runAt, finishedAt };
      });
    },
    register(handlers: readonly JobHandler[], plugin: string) {
      registry.add(handlers, plugin);
    },
    async start() {
      await prepare();
      stopped = false;
      working++;
      await aside(wakeDue);
      poll();
      wake();
    },
    async stop(graceMs = 10_000) {
      stopped = true;
      working = 0;
      cancelPoll();
      await filling?.catch(() => {});
      await within(graceMs);
      for (const run of runs) run.abort('stopping');
      await within(lastWordsMs);
      await Promise.all(
        [...runs].map((run) =>
          run.giveBack().catch((error) => log?.error('a job could not be given back', { id: run.job.id, error })),
        ),
      );
    },
    async runDue() {
      await prepare();
      const before = started;
      stopped = false;
      working++;
      try {
        for (;;) {
          await aside(wakeDue);
          await fill();
          if (runs.size > 0) await Promise.race([...runs].map(({ ended }) => ended));
          else if (!filling) break;
        }
        return started - before;
      } finally {
        working--;
      }
    },
    async counts() {
      const rows = await database.all(queries.counts);
      return rows.map(({ queue, state, count, since }) => ({
        queue,
        state: publicState[state] as 'waiting' | 'running' | 'failed',
        count,
        since,
      }));
    },
    async prune({ done, failed }) {
      const before = (days: number) => later(clock.now(), -days * day);
      return (await pruneOlder(['done', 'cancelled'], before(done))) + (await pruneOlder(['failed'], before(failed)));
    },
  };
  return port;

  /** Until nothing runs, but no longer. */
  async function within(milliseconds: number): Promise<void> {
    if (runs.size === 0) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const cancel = clock.after(milliseconds, resolve);
    await Promise.race([promise, Promise.all([...runs].map(({ ended }) => ended))]);
    cancel();
  }
  async function pruneOlder(state: StoredState[], before: Date): Promise<number> {
    for (let total = 0; ; ) {
      const removed = await database.run(queries.prune, { state, before });
      total += removed;
      if (removed < 1_000) return total;
    }
  }
}

const publicState: Record<StoredState, JobState['state']> = {
  delayed: 'waiting',
  ready: 'waiting',
  running: 'running',
  done: 'done',
  failed: 'failed',
  cancelled: 'cancelled',
};
const storedStates: Record<JobState['state'], StoredState[]> = {
  waiting: ['delayed', 'ready'],
  running: ['running'],
  done: ['done'],
  failed: ['failed'],
  cancelled: ['cancelled'],
};

type Stored = Omit<JobState, 'state'> & { readonly state: StoredState };
const stateOf = ({ id, name, state, attempt, done, total, note, error }: Stored): JobState => ({
  id,
  name,
  state: publicState[state],
  attempt,
  done,
  total,
  note,
  error,
});
