// Jobs on pg-boss in the school's own Postgres, for installations of more than one process. The worker, schedules and
// concurrency are those of the driver beside; pg-boss keeps, claims, settles and fences the jobs.
import type { EnqueueOptions, Job, JobState } from '@lectern/kit';
import { storable } from '../../events/payload.ts';
import { later, systemClock } from '../clock.ts';
import type { JobsOptions } from '../driver.ts';
import type { JobDetails, JobMeta, JobsPort, QueueCount } from '../port.ts';
import { createRegistry, queueOf } from '../registry.ts';
import { createSchedules } from '../schedules.ts';
import { createWorker } from '../worker.ts';
import { connect } from './connect.ts';
import * as statements from './statements.ts';
import { createPgBossStore } from './store.ts';

/** `id` gives UUIDs: pg-boss takes no others. When a job may start and when a lease ends is told by the database's clock. */
export interface PgBossOptions extends Omit<JobsOptions, 'alone' | 'worker'> {
  /** Of the same Postgres. The role must be allowed to create the schema `pgboss` there, or own it. */
  readonly url: string;
}
export interface PgBossJobs extends JobsPort {
  /**
   * Installs or upgrades pg-boss's schema; one of several processes does. `start` does it too; a process that only
   * enqueues calls it before its first unit of work that does.
   */
  prepare(): Promise<void>;
}

const day = 86_400_000;
/** Not less: pg-boss refuses shorter heartbeats. */
const shortestLeaseSeconds = 10;

export function createPgBossJobs(options: PgBossOptions): PgBossJobs {
  const { database, id, clock = systemClock, random = Math.random, log, concurrency = {}, pollMs = 1_000 } = options;
  const { organizations = async () => [] } = options;
  const connection = connect(database, options.url, log);
  const registry = createRegistry((queue) => concurrency[queue] ?? 4, options.isOff);
  const onTick = (job: Job, org: string | undefined) => enqueue(job, {}, { id: id(), org }, { key: 'cron' });
  const schedules = createSchedules({ database, now: clock.now, registry, organizations, enqueue: onTick });
  const store = createPgBossStore({ database, clock, connection });
  const worker = createWorker({ database, store, clock, random, log, registry, schedules, pollMs, alone: false });
  const afterCommit = (effect: () => void) => (database.inUnit() ? database.afterCommit(effect) : effect());

  /** Outside of a unit of work, which would be two more trips to Postgres for the one statement. */
  async function enqueue(job: Job, data: unknown, meta: JobMeta, given: EnqueueOptions = {}): Promise<string> {
    const input = storable(job.data, data, `job ${job.name}`);
    await connection.prepare();
    await connection.ensureQueue(job);
    const { runAt, key, priority = 0 } = given;
    const { attempts = 5, leaseSeconds = 30 } = job.options;
    const org = meta.org ?? null;
    // An exclusive queue takes one job without a key: each that is free has its own.
    const singletonKey = key === undefined ? meta.id : JSON.stringify([org, key]);
    const envelope: statements.Envelope = { input, queue: queueOf(job), org, attempts };
    const sending = {
      id: meta.id,
      singletonKey,
      priority,
      group: { id: queueOf(job) },
      retryLimit: attempts - 1,
      heartbeatSeconds: Math.max(shortestLeaseSeconds, Math.ceil(leaseSeconds)),
      ...(runAt && { startAfter: runAt }),
    };
    for (let tries = 0; tries < 5; tries++) {
      if (await connection.boss.send(job.name, envelope, sending)) {
        afterCommit(worker.wake);
        return meta.id;
      }
      if (key === undefined) break;
      const [active] = await database.rawAll(statements.activeByKey, [job.name, singletonKey]);
      if (active) return String(active.id); // else it has ended between the two statements
    }
    throw new Error(`job ${meta.id} exists already`);
  }

  async function forget(states: readonly string[], days: number): Promise<number> {
    const before = later(clock.now(), -days * day).toISOString();
    for (let total = 0; ; ) {
      const { length } = await database.rawAll(statements.forget, [states, before]);
      total += length;
      if (length < 1_000) return total;
    }
  }

  return {
    prepare: connection.prepare,
    enqueue,
    async find(jobId) {
      if (!isUuid(jobId)) return undefined;
      const [row] = await database.rawAll(statements.byId, [jobId]);
      if (!row) return undefined;
      const found = detailsOf(row);
      const run = [...worker.runs].find(({ job }) => job.id === jobId && job.fence === row.fence);
      return stateOf({ ...found, ...(found.state === 'running' && run?.progress) });
    },
    async cancel(jobId) {
      if (!isUuid(jobId)) return false;
      const [row] = await database.rawAll(statements.cancel, [jobId]);
      if (row?.state === 'active')
        afterCommit(() => {
          for (const run of worker.runs) if (run.job.id === jobId) run.abort('cancelled');
        });
      return row !== undefined;
    },
    async retry(jobId) {
      const waits = isUuid(jobId) && (await database.rawAll(statements.retry, [jobId])).length === 1;
      if (waits) afterCommit(worker.wake);
      return waits;
    },
    async readdress(from, into) {
      await connection.prepare();
      const ids = [JSON.stringify(from), JSON.stringify(into)];
      return (await database.rawAll(statements.readdress, ids)).length;
    },
    async list({ state, name = null, org = null, before = null, limit = 50 } = {}) {
      const states = state ? storedStates[state] : Object.values(storedStates).flat();
      return (await database.rawAll(statements.latest, [states, name, org, before, limit])).map(detailsOf);
    },
    describe: registry.describe,
    register: registry.add,
    async start() {
      await connection.prepare();
      for (const { handler } of registry.all.values()) await connection.ensureQueue(handler.job);
      await worker.start();
    },
    async stop(graceMs = 10_000) {
      await worker.stop(graceMs);
      await connection.stop();
    },
    async runDue() {
      await connection.prepare();
      for (const { handler } of registry.all.values()) await connection.ensureQueue(handler.job);
      return worker.runDue();
    },
    async counts() {
      const rows = (await database.rawAll(statements.counts)) as unknown as (QueueCount & { since: number | null })[];
      return rows.map(({ since, ...count }) => ({ ...count, since: momentOf(since) }));
    },
    prune: async ({ done, failed }) =>
      (await forget(['completed', 'cancelled'], done)) + (await forget(['failed'], failed)),
  };
}

const storedStates: Record<JobState['state'], string[]> = {
  waiting: ['created', 'retry'],
  running: ['active'],
  done: ['completed'],
  failed: ['failed'],
  cancelled: ['cancelled'],
};
const publicState = Object.fromEntries(
  Object.entries(storedStates).flatMap(([state, stored]) => stored.map((one) => [one, state])),
) as Record<string, JobState['state']>;

const isUuid = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
const momentOf = (milliseconds: unknown) => (typeof milliseconds === 'number' ? new Date(milliseconds) : null);

function stateOf({ id, name, state, attempt, done, total, note, error }: JobDetails): JobState {
  return { id, name, state, attempt, done, total, note, error };
}
function detailsOf(row: Record<string, unknown>): JobDetails {
  const { queue, org, attempts, progress, input } = JSON.parse(String(row.data)) as statements.Envelope;
  const output = row.output ? (JSON.parse(String(row.output)) as { readonly error?: string }) : undefined;
  const { done, total, note } = progress && progress.fence === row.fence ? progress : { done: 0, total: 0, note: null };
  return {
    id: String(row.id),
    name: String(row.name),
    state: publicState[String(row.state)]!,
    attempt: Number(row.attempt),
    attempts,
    queue,
    org,
    done,
    total,
    note,
    error: output?.error ?? null,
    createdAt: momentOf(row.created)!,
    runAt: momentOf(row.run_at)!,
    finishedAt: momentOf(row.finished),
    data: input,
  };
}
