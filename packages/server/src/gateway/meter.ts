// How much was asked by whom: counted in memory, written every ten seconds and when the server stops. A process that is
// killed takes the counts of its last seconds with it, which is what not writing at every request costs.
import { AsyncLocalStorage } from 'node:async_hooks';
import { type Logger, runInScope, type Scope, system } from '@lectern/kit';
import type { Database } from '../data/database.ts';
import { type Clock, systemClock } from '../jobs/clock.ts';
import { addUsage } from './queries.ts';

export interface Caller {
  readonly org: string;
  readonly actor: string;
  /** Empty for who came without one. */
  readonly key: string;
}
export interface Meter {
  count(caller: Caller, answer: { readonly status: number; readonly bytes: number }): void;
  flush(): Promise<void>;
  stop(): Promise<void>;
}
interface Counted extends Caller {
  readonly day: string;
  requests: number;
  errors: number;
  bytes: number;
}

const everyMs = 10_000;
const dayMs = 86_400_000;
/** Rows of one unit of work: on Postgres a statement, on SQLite 3 ms of the one writer. */
const batch = 200;
/** Callers kept while the database is away; requests of later ones are not counted. */
const capacity = 50_000;

export const dayOf = (at: Date): string => at.toISOString().slice(0, 10);

export function createMeter({
  database,
  clock = systemClock,
  log,
}: {
  database: Pick<Database, 'unit' | 'run'>;
  clock?: Clock;
  log?: Pick<Logger, 'warn'>;
}): Meter {
  const outside = AsyncLocalStorage.snapshot();
  let counts = new Map<string, Counted>();
  let [today, day] = [-1, ''];
  let cancelTimer: (() => void) | undefined;
  let flushing: Promise<void> | undefined;
  let stopped = false;

  function flushSoon(): void {
    if (stopped) return;
    cancelTimer ??= outside(() =>
      clock.after(everyMs, () => {
        cancelTimer = undefined;
        void flush();
      }),
    );
  }
  function flush(): Promise<void> {
    flushing ??= outside(writeAll).finally(() => {
      flushing = undefined;
      if (counts.size > 0) flushSoon();
    });
    return flushing;
  }
  async function writeAll(): Promise<void> {
    const taken = counts;
    counts = new Map();
    // In one order in every process: two that lock the same rows in different orders wait for each other.
    const sorted = [...taken].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
    const byOrg = Map.groupBy(sorted, ({ org }) => org);
    try {
      for (const [org, rows] of byOrg) {
        for (let from = 0; from < rows.length; from += batch) {
          const some = rows.slice(from, from + batch);
          const scope: Scope = { actor: system, org, request: 'usage', via: 'kernel' };
          await runInScope(scope, () => database.unit(() => database.run(addUsage, { rows: some })));
          for (const row of some) taken.delete(keyOf(row));
        }
      }
    } catch (error) {
      log?.warn('what was asked could not be counted; trying again', { callers: taken.size, error: String(error) });
      for (const row of taken.values()) add(row, row);
    }
  }
  function add(caller: Caller & { day: string }, { requests, errors, bytes }: Omit<Counted, keyof Caller | 'day'>) {
    const id = keyOf(caller);
    const known = counts.get(id);
    if (known) {
      known.requests += requests;
      known.errors += errors;
      known.bytes += bytes;
    } else if (counts.size < capacity) counts.set(id, { ...caller, requests, errors, bytes });
  }

  return {
    count({ org, actor, key }, { status, bytes }) {
      const at = clock.now();
      const number = Math.floor(at.getTime() / dayMs);
      if (number !== today) [today, day] = [number, dayOf(at)];
      add({ org, actor, key, day }, { requests: 1, errors: status >= 400 ? 1 : 0, bytes });
      flushSoon();
    },
    flush,
    async stop() {
      stopped = true;
      cancelTimer?.();
      await flushing;
      await flush();
    },
  };
}
const keyOf = ({ org, day, actor, key }: Caller & { readonly day: string }) => `${org} ${day} ${actor} ${key}`;
