// One limit over several processes on one Postgres: once a second each adds what it has counted to a table and hears what
// all have. Between two such moments a process knows only itself, so a caller who asks n processes at once may get n times
// what comes in within a second, once a minute. Exact counting would be a write with every read (docs/decisions/025).
import { AsyncLocalStorage } from 'node:async_hooks';
import { type Logger, runInScope, type Scope, system } from '@lectern/kit';
import type { Database } from '../data/database.ts';
import { forgetCounts, shareCounts } from '../gateway/queries.ts';
import type { Counter } from './limits.ts';

const everyMs = 1_000;
const kernel: Scope = { actor: system, org: undefined, request: 'limits', via: 'kernel' };

export interface Sharing {
  /** Now, in place of at the next second. */
  share(): Promise<void>;
  stop(): void;
}
export function shareLimits(
  database: Pick<Database, 'all' | 'run'>,
  counter: Counter,
  log: Pick<Logger, 'warn'>,
): Sharing {
  const outside = AsyncLocalStorage.snapshot();
  let [sharing, forgotten] = [false, 0];
  async function share(): Promise<void> {
    if (sharing) return;
    const { minute, counts } = counter.taken();
    if (counts.size === 0) return;
    sharing = true;
    // In one order in every process: two that lock the same rows in different orders wait for each other.
    const rows = [...counts].sort().map(([caller, count]) => ({ minute, caller, count }));
    try {
      counter.told(minute, await runInScope(kernel, () => database.all(shareCounts, { rows })));
      if (forgotten !== minute) await runInScope(kernel, () => database.run(forgetCounts, { before: minute - 2 }));
      forgotten = minute;
    } catch (error) {
      log.warn('the limits of this process are its own for a moment', { error: String(error) });
    } finally {
      sharing = false;
    }
  }
  const timer = outside(() => setInterval(() => void share(), everyMs).unref());
  return { share, stop: () => clearInterval(timer) };
}
