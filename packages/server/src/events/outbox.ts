// Events leave here: written in the unit of work that made them, delivered to each subscriber in the order of commits,
// at least once; a reaction that writes only the database has its effect exactly once.
import { AsyncLocalStorage } from 'node:async_hooks';
import { type Event, type Logger, type Reaction, runInScope, type Scope, system } from '@lectern/kit';
import type { z } from 'zod';
import type { Database } from '../data/database.ts';
import { type Clock, later, systemClock } from '../jobs/clock.ts';
import { createDelivery, type Subscriber } from './delivery.ts';
import { createFailures, type Failures } from './failures.ts';
import { storable } from './payload.ts';
import * as queries from './queries.ts';

export interface OutboxOptions {
  readonly database: Database;
  readonly clock?: Clock;
  /** From 0 to 1, for the jitter of retries. */
  readonly random?: () => number;
  readonly log?: Pick<Logger, 'warn' | 'error'>;
  /** How often to look for events of other processes and for retries that are due. */
  readonly pollMs?: number;
  /** For tests: every event is delivered so many times, each in a unit of its own. */
  readonly deliveries?: number;
}
export interface EmitMeta {
  /** UUIDv7. */
  readonly id: string;
  readonly at: Date;
  readonly org: string | undefined;
  readonly request: string;
}
export interface Lag {
  readonly subscriber: string;
  /** Events that wait for it, counted to ten thousand. */
  readonly behind: number;
  /** When the first of them was emitted. */
  readonly since: Date | null;
  /** Failed attempts at the first of them, and the last error. */
  readonly attempts: number;
  readonly error: string | null;
}

export interface Outbox extends Failures {
  /** In the unit of work of what happened. @throws ZodError when the payload does not fit the event's schema */
  emit<Payload extends z.ZodType>(event: Event<Payload>, payload: z.input<Payload>, meta: EmitMeta): Promise<void>;
  /** What the open unit has emitted for a request so far, in order. */
  emitted(request: string): Promise<{ name: string; payload: unknown }[]>;
  /** Once per plugin, before `prepare`. */
  subscribe(name: string, reactions: readonly Reaction[]): void;
  /** Records subscribers that were never seen: they get every event committed from now on. Before anything emits. */
  prepare(): Promise<void>;
  /** Prepares, then delivers until `stop`. */
  start(): Promise<void>;
  /** Finishes what is being delivered. */
  stop(): Promise<void>;
  /** Looks for events at once. A unit that emitted does so by itself after its commit. */
  wake(): void;
  /** Delivers until nothing is deliverable any more; what waits for its retry stays. @returns events delivered */
  drain(): Promise<number>;
  lag(): Promise<Lag[]>;
  /** Removes events older than so many days that every subscriber is past. @returns how many */
  prune(days: number): Promise<number>;
}

const kernel: Scope = { actor: system, org: undefined, request: 'outbox', via: 'kernel' };
const day = 86_400_000;

export function createOutbox(options: OutboxOptions): Outbox {
  const { database, clock = systemClock, pollMs = 1_000, log } = options;
  const outside = AsyncLocalStorage.snapshot();
  /** In no unit and no request, whoever woke us. */
  const aside = <T>(work: () => Promise<T>): Promise<T> => outside(() => runInScope(kernel, work));
  const subscribers = new Map<string, Subscriber>();
  const delivery = createDelivery(options);
  let head = { xid: 0, seq: 0 };
  let prepared: Promise<void> | undefined;
  let scanning: Promise<void> | undefined;
  let scanAgain = false;
  let cancelPoll: (() => void) | undefined;
  let running = false;

  /** Reads names of new events once for all subscribers, and sends those to work whom they concern. */
  async function scan(): Promise<void> {
    for (;;) {
      const found = await database.all(queries.headers[database.dialect], head);
      for (const subscriber of subscribers.values()) {
        const mine = found.filter(({ name }) => subscriber.names.has(name)).length;
        if (mine > 0) subscriber.due = true;
        else subscriber.passed += found.length;
      }
      const last = found.at(-1);
      if (last) head = { xid: last.xid, seq: last.seq };
      if (found.length < 1_000) return;
    }
  }
  /** One scan at a time; asked for during a scan, there is another one after it. */
  function look(): Promise<void> {
    scanAgain = true;
    scanning ??= aside(async () => {
      while (scanAgain) {
        scanAgain = false;
        await scan();
        for (const subscriber of subscribers.values()) if (running) void pump(subscriber);
      }
    }).finally(() => {
      scanning = undefined;
    });
    return scanning;
  }
  /** One delivery at a time for each subscriber. @returns events delivered; never rejects */
  function pump(subscriber: Subscriber): Promise<number> {
    subscriber.working ??= aside(() => delivery.deliver(subscriber, () => running || draining > 0, head))
      .catch((error) => {
        log?.error('events could not be delivered; trying again', { subscriber: subscriber.name, error });
        subscriber.due = true;
        return 0;
      })
      .finally(() => {
        subscriber.working = undefined;
      });
    return subscriber.working;
  }
  let draining = 0;

  function poll(): void {
    cancelPoll = clock.after(pollMs, () => {
      look().catch((error) => log?.error('the outbox could not be read; trying again', { error }));
      if (running) poll();
    });
  }
  const prepare = () =>
    (prepared ??= aside(async () => {
      const last = await database.one(queries.end[database.dialect]);
      if (last) head = last;
      for (const { name } of subscribers.values())
        await database.run(queries.enlist[database.dialect], { subscriber: name, now: clock.now() });
    }));

  const outbox: Outbox = {
    async emit(event, payload, { id, at, org, request }) {
      if (!database.inUnit()) throw new Error(`event ${event.name} was emitted outside a unit of work`);
      const stored = storable(event.payload, payload, `event ${event.name}`);
      const row = { id, at, org: org ?? null, request, name: event.name, version: event.version, payload: stored };
      await database.run(queries.append[database.dialect], row);
      database.afterCommit(() => outbox.wake());
    },
    emitted: (request) => database.all(queries.ofRequest, { request }),
    subscribe(name, reactions) {
      if (prepared) throw new Error(`${name} subscribed to events after the outbox was prepared`);
      if (subscribers.has(name)) throw new Error(`${name} subscribed to events twice`);
      const names = new Set(reactions.map(({ event }) => event.name));
      if (names.size > 0)
        subscribers.set(name, { name, names, reactions, due: true, passed: 0, retryAt: undefined, working: undefined });
    },
    prepare,
    async start() {
      await prepare();
      if (running) return;
      running = true;
      poll();
      outbox.wake();
    },
    async stop() {
      running = false;
      cancelPoll?.();
      await scanning?.catch(() => {});
      await Promise.all([...subscribers.values()].map(({ working }) => working));
    },
    wake() {
      if (running) look().catch((error) => log?.error('the outbox could not be read; trying again', { error }));
    },
    async drain() {
      await prepare();
      let total = 0;
      draining++;
      try {
        for (;;) {
          await look();
          const delivered = await Promise.all([...subscribers.values()].map(pump));
          const sum = delivered.reduce((all, one) => all + one, 0);
          total += sum;
          if (sum === 0 && !(await heldBack())) return total;
        }
      } finally {
        draining--;
      }
    },
    async lag() {
      const all: Lag[] = [];
      for (const { name, names } of subscribers.values()) {
        const cursor = await database.one(queries.cursorOf, { subscriber: name });
        const waiting = await database.one(queries.behind, { subscriber: name, names: [...names] });
        all.push({
          subscriber: name,
          behind: waiting?.count ?? 0,
          since: waiting?.since ?? null,
          attempts: cursor?.attempts ?? 0,
          error: cursor?.error ?? null,
        });
      }
      return all;
    },
    async prune(days) {
      await Promise.all([...subscribers.values()].map((subscriber) => delivery.passBy(subscriber, head)));
      const before = later(clock.now(), -days * day);
      for (let total = 0; ; ) {
        const removed = await database.run(queries.prune, { before, known: [...subscribers.keys()] });
        total += removed;
        if (removed < 1_000) return total;
      }
    },
    ...createFailures(options, (name) => subscribers.get(name)),
  };
  return outbox;

  /** Committed, but some older transaction of the cluster still runs: a moment, and it can be read. */
  async function heldBack(): Promise<boolean> {
    if (database.dialect === 'sqlite' || !(await aside(() => database.one(queries.anyBehind, head)))) return false;
    await new Promise((resolve) => setTimeout(resolve, 5));
    return true;
  }
}
