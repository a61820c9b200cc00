// pg-boss twice. What we ask of it goes over the school's own connections: inside a unit of work it runs in that unit, and
// outside of one a send, a claim or a heartbeat is a short statement, which is no reason for a second pool. What it does by
// itself (installation, upgrades, indexes built later) comes as scripts with a BEGIN and COMMIT of their own, which would
// end a unit and, when they fail, leave a connection of ours in a dead transaction: for these it has a pool of one.
import { AsyncLocalStorage } from 'node:async_hooks';
import type { Job, Logger } from '@lectern/kit';
import type { Clock, Db, PgBoss } from 'pg-boss';
import type { Database } from '../../data/database.ts';
import { boss as schema } from './statements.ts';

export interface Connection {
  /** Once it is prepared. */
  readonly boss: PgBoss;
  /** Installs or upgrades pg-boss's schema (it takes an advisory lock), and reads what queues there are. */
  prepare(): Promise<void>;
  /** A queue for each name of a job, in the current unit of work when there is one. */
  ensureQueue(job: Job): Promise<void>;
  stop(): Promise<void>;
}

/** Of pg-boss's background timers none keeps the process alive. */
const clock: Clock = {
  now: () => Date.now(),
  setTimeout: (work, milliseconds) => setTimeout(work, milliseconds).unref(),
  clearTimeout: (timer) => clearTimeout(timer as NodeJS.Timeout),
  setInterval: (work, milliseconds) => setInterval(work, milliseconds).unref(),
  clearInterval: (timer) => clearInterval(timer as NodeJS.Timeout),
};
const manyYears = 2_000_000_000;
/**
 * `exclusive`: one job with a key is queued or active. Lost jobs are found by their heartbeat, see store.ts; `expire` would
 * limit how long one may run at all. Kept until `prune`: neither what waits nor what has ended is ever deleted by pg-boss.
 */
const queue = { policy: 'exclusive', retryDelay: 0, retentionSeconds: manyYears, deleteAfterSeconds: 0 };

export function connect(database: Database, url: string, log?: Pick<Logger, 'warn' | 'error'>): Connection {
  const outside = AsyncLocalStorage.snapshot();
  // Rows come as our pool parses them: json as text.
  const db: Db = { executeSql: async (text, values = []) => ({ rows: await database.rawAll(text, values) }) };
  const common = {
    schema,
    clock,
    supervise: false,
    schedule: false,
    registerInstance: false,
    openTelemetry: { enabled: false },
  };
  const queues = new Set<string>();
  let prepared: Promise<unknown> | undefined;
  let both: { readonly keeper: PgBoss; readonly boss: PgBoss } | undefined;

  /** Loaded when it is used: most schools keep their jobs in a table of their own, and it costs them half a second. */
  async function open(): Promise<void> {
    const pgBoss = await import('pg-boss');
    const keeper = new pgBoss.PgBoss({ ...common, connectionString: url, max: 1, application_name: 'lectern' });
    const boss = new pgBoss.PgBoss({ ...common, db, migrate: false });
    for (const one of [keeper, boss]) {
      one.on('error', (error) => log?.error('pg-boss failed', { error: String(error) }));
      one.on('warning', ({ message }) => log?.warn(message));
    }
    await keeper.start();
    await boss.start();
    both = { keeper, boss };
  }

  return {
    get boss() {
      if (!both) throw new Error('jobs on pg-boss were asked for something before they were prepared');
      return both.boss;
    },
    async prepare() {
      prepared ??= outside(open);
      try {
        await prepared;
      } catch (error) {
        prepared = undefined;
        throw error;
      }
    },
    async ensureQueue({ name }) {
      if (queues.has(name)) return;
      // `boss.createQueue` brings its own BEGIN and COMMIT, which would end the caller's unit.
      await database.rawAll(`select ${schema}.create_queue($1, $2::jsonb)`, [name, JSON.stringify(queue)]);
      const known = () => void queues.add(name);
      if (database.inUnit()) database.afterCommit(known);
      else known();
    },
    async stop() {
      if (!prepared) return;
      await prepared.catch(() => {});
      prepared = undefined;
      await both?.boss.stop({ graceful: false });
      await both?.keeper.stop({ graceful: false });
      both = undefined;
    },
  };
}
