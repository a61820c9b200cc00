// Behaviour events: cheap where they happen, written in batches aside of any request. A crash loses about a second of
// them, a database that is away more; neither is worth a person's wait.
import { AsyncLocalStorage } from 'node:async_hooks';
import { randomBytes } from 'node:crypto';
import { currentScope, type Logger, runInScope, type Scope, system } from '@lectern/kit';
import type { Database } from '../data/database.ts';
import { type Clock, systemClock } from '../jobs/clock.ts';
import { type BehaviourRow, inputOf, inserts } from './queries.ts';

export type Facts = Readonly<Record<string, string | number | boolean>>;
export interface Tracker {
  /** Of the current scope's actor and organization; outside of any organization it is nothing. Never throws. */
  track(name: string, facts: Facts): void;
  /** Writes what is buffered. */
  flush(): Promise<void>;
  /** Writes what is buffered, once, and takes no more. */
  stop(): Promise<void>;
  readonly counts: { readonly written: number; readonly dropped: number; readonly buffered: number };
}
export interface TrackerOptions {
  readonly database: Database;
  readonly clock?: Clock;
  readonly log?: Pick<Logger, 'warn'>;
  /** Events kept while the database is away; later ones are dropped and counted. */
  readonly capacity?: number;
}
interface Buffered extends BehaviourRow {
  readonly org: string;
}

const kernel: Scope = { actor: system, org: undefined, request: 'track', via: 'kernel' };
const everyMs = 1_000;
const batch = 500;

export function createTracker({ database, clock = systemClock, log, capacity = 10_000 }: TrackerOptions): Tracker {
  const outside = AsyncLocalStorage.snapshot();
  const source = randomBytes(6).toString('base64url');
  let buffer: Buffered[] = [];
  let seq = 0;
  let written = 0;
  let dropped = 0;
  let stopped = false;
  let flushing: Promise<void> | undefined;
  let waiting = false;
  let cancelTimer = () => {};

  function flushSoon(): void {
    if (waiting || stopped) return;
    waiting = true;
    cancelTimer = outside(() =>
      clock.after(everyMs, () => {
        waiting = false;
        void flush();
      }),
    );
  }
  function flush(): Promise<void> {
    flushing ??= outside(writeAll).finally(() => {
      flushing = undefined;
      if (buffer.length > 0) flushSoon();
    });
    return flushing;
  }
  async function writeAll(): Promise<void> {
    while (buffer.length > 0) {
      const org = buffer[0]!.org;
      const taken = buffer.filter((row) => row.org === org).slice(0, batch);
      try {
        await runInScope({ ...kernel, org }, () => database.unit(() => write(taken)));
      } catch (error) {
        log?.warn('behaviour events could not be written; trying again', { buffered: buffer.length, dropped, error });
        return;
      }
      written += taken.length;
      const gone = new Set(taken);
      buffer = buffer.filter((row) => !gone.has(row));
    }
  }
  async function write(rows: readonly BehaviourRow[]): Promise<void> {
    let from = 0;
    for (const { rows: size, query } of inserts) {
      for (; rows.length - from >= size; from += size)
        await database.run(query, inputOf(rows.slice(from, from + size)));
    }
  }

  return {
    track(name, facts) {
      const scope = currentScope();
      if (!scope?.org || stopped) return;
      if (buffer.length >= capacity) {
        dropped++;
        return;
      }
      const actor = scope.actor.kind === 'person' ? scope.actor.id : null;
      buffer.push({ org: scope.org, at: clock.now(), source, seq: seq++, actor, name, facts });
      if (buffer.length >= batch) void flush();
      else flushSoon();
    },
    flush,
    async stop() {
      stopped = true;
      cancelTimer();
      await flushing;
      await flush();
    },
    get counts() {
      return { written, dropped, buffered: buffer.length };
    },
  };
}
