// The running half of the outbox: one reader for all subscribers of the process, which sends to work those whom a new
// event concerns. A subscriber that hears rare events costs nothing between them.
import { AsyncLocalStorage } from 'node:async_hooks';
import { type Logger, runInScope, type Scope, system } from '@lectern/kit';
import type { Database } from '../data/database.ts';
import type { Clock } from '../jobs/clock.ts';
import type { Delivery, Position, StoredEvent, Subscriber } from './delivery.ts';
import * as queries from './queries.ts';
import { renumber } from './renumber.ts';

export interface Feed {
  prepare(): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
  wake(): void;
  drain(): Promise<number>;
  /** Everything up to here is complete, and has been announced to the subscribers. */
  readonly head: Position;
}
/** Told of events as they are found, in this process and while it runs; nothing is kept for it. */
export interface Overhearing {
  /** Names of the events it wants to be told of now. */
  wants(): ReadonlySet<string>;
  tell(events: readonly StoredEvent[]): void;
}
export interface FeedParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Pick<Logger, 'error'> | undefined;
  readonly pollMs: number;
  readonly subscribers: ReadonlyMap<string, Subscriber>;
  readonly delivery: Delivery;
  readonly overhearing: () => Overhearing | undefined;
  /** Subscribers that are switched off: their events wait. */
  readonly isOff: (subscriber: string) => boolean;
}

const kernel: Scope = { actor: system, org: undefined, request: 'outbox', via: 'kernel' };
const page = 1_000;
/** On Postgres an event can be read when all older transactions have ended: after a wake, look again this soon. */
const firstLookAgainMs = 10;
/** Draining does not wait longer than this for transactions that may have nothing to do with events. */
const longestHoldMs = 5_000;

export function createFeed({
  database,
  clock,
  log,
  pollMs,
  subscribers,
  delivery,
  overhearing,
  isOff,
}: FeedParts): Feed {
  const outside = AsyncLocalStorage.snapshot();
  /** In no unit and no request, whoever woke us. */
  const aside = <T>(work: () => Promise<T>): Promise<T> => outside(() => runInScope(kernel, work));
  let head: Position = { xid: 0, seq: 0 };
  let polling = false;
  let draining = 0;
  let cancelPoll = () => {};
  let cancelLookAgain = () => {};
  let prepared: Promise<void> | undefined;
  let scanning: Promise<number> | undefined;
  let scanAgain = false;
  const complain = (error: unknown) =>
    log?.error('the outbox could not be read; trying again', { error: String(error) });

  const prepare = () =>
    (prepared ??= aside(async () => {
      await renumber(database);
      const now = clock.now();
      for (const subscriber of subscribers.keys())
        await database.run(queries.enlist[database.dialect], { subscriber, now });
      head = (await database.one(queries.end[database.dialect])) ?? head;
    }));

  /** @returns how many events are new */
  async function scan(): Promise<number> {
    for (let total = 0; ; ) {
      const found = await database.all(queries.headers[database.dialect], head);
      for (const subscriber of subscribers.values()) {
        if (found.some(({ name }) => subscriber.names.has(name))) subscriber.due = true;
        else subscriber.passed += found.length;
      }
      await overhear(found);
      total += found.length;
      head = found.at(-1) ?? head;
      if (found.length < page) return total;
    }
  }
  async function overhear(found: readonly (Position & { readonly name: string })[]): Promise<void> {
    const wanted = overhearing()?.wants();
    const last = found.at(-1);
    if (!wanted || !last || !found.some(({ name }) => wanted.has(name))) return;
    const span = { ...head, toXid: last.xid, toSeq: last.seq, names: [...wanted] };
    overhearing()?.tell(await database.all(queries.between, span));
  }
  /** Scans and sets to work. One scan at a time; asked for during a scan, there is another. @returns new events */
  function look(): Promise<number> {
    scanAgain = true;
    scanning ??= aside(async () => {
      let total = 0;
      while (scanAgain) {
        scanAgain = false;
        total += await scan();
      }
      if (polling) for (const subscriber of subscribers.values()) void pump(subscriber);
      return total;
    }).finally(() => {
      scanning = undefined;
    });
    return scanning;
  }
  /** One delivery at a time for each subscriber. @returns events delivered; never rejects */
  function pump(subscriber: Subscriber): Promise<number> {
    if (isOff(subscriber.name)) return Promise.resolve(0);
    subscriber.working ??= aside(() => delivery.deliver(subscriber, () => polling || draining > 0, head))
      .catch((error) => {
        log?.error('events could not be delivered; trying again', {
          subscriber: subscriber.name,
          error: String(error),
        });
        subscriber.due = true;
        return 0;
      })
      .finally(() => {
        subscriber.working = undefined;
      });
    return subscriber.working;
  }

  function poll(): void {
    cancelPoll = clock.after(pollMs, () => {
      look()
        .catch(complain)
        .finally(() => {
          if (polling) poll();
        });
    });
  }
  function wake(wait = firstLookAgainMs): void {
    if (!polling) return;
    look()
      .then((found) => {
        cancelLookAgain();
        if (found > 0 || database.dialect === 'sqlite' || wait >= pollMs || !polling) return;
        cancelLookAgain = clock.after(wait, () => wake(wait * 2));
      })
      .catch(complain);
  }
  /** Committed, but some older transaction of the cluster still runs: a moment, and it can be read. */
  async function heldBack(until: number): Promise<boolean> {
    if (database.dialect === 'sqlite' || performance.now() > until) return false;
    if (!(await aside(() => database.one(queries.anyBehind, head)))) return false;
    await new Promise((resolve) => setTimeout(resolve, 5));
    return true;
  }

  return {
    get head() {
      return head;
    },
    prepare,
    async start() {
      await prepare();
      if (polling) return;
      polling = true;
      poll();
      wake();
    },
    async stop() {
      polling = false;
      cancelPoll();
      cancelLookAgain();
      await scanning?.catch(() => {});
      await Promise.all([...subscribers.values()].map(({ working }) => working));
    },
    wake: () => wake(),
    async drain() {
      await prepare();
      draining++;
      const until = performance.now() + longestHoldMs;
      try {
        for (let total = 0; ; ) {
          await look();
          const delivered = await Promise.all([...subscribers.values()].map(pump));
          const sum = delivered.reduce((all, one) => all + one, 0);
          total += sum;
          if (sum === 0 && !(await heldBack(until))) return total;
        }
      } finally {
        draining--;
      }
    },
  };
}
