// Events leave here: written in the unit of work that made them, delivered to each subscriber in the order of commits,
// at least once; a reaction that writes only the database has its effect exactly once.
import type { Event, Logger, Reaction } from '@lectern/kit';
import type { z } from 'zod';
import type { Database } from '../data/database.ts';
import { type Clock, later, systemClock } from '../jobs/clock.ts';
import { createDelivery, type Subscriber } from './delivery.ts';
import { createFailures, type Failures } from './failures.ts';
import { createFeed, type Overhearing } from './feed.ts';
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
  /** Plugins that are switched off: what they would hear waits. */
  readonly isOff?: (plugin: string) => boolean;
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
  /** Has what happens from now on told to one more, in this process: see `Overhearing`. */
  overheardBy(overhearing: Overhearing): void;
  /**
   * Before anything emits. Subscribers that were never seen are recorded: they get every event committed from now on.
   * A plugin that needs what was before asks the service of the plugin whose events they are.
   */
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

const day = 86_400_000;

export function createOutbox(options: OutboxOptions): Outbox {
  const { database, clock = systemClock, pollMs = 1_000, log } = options;
  const subscribers = new Map<string, Subscriber>();
  const delivery = createDelivery(options);
  let overhearing: Overhearing | undefined;
  const feed = createFeed({
    database,
    clock,
    log,
    pollMs,
    subscribers,
    delivery,
    overhearing: () => overhearing,
    isOff: options.isOff ?? (() => false),
  });
  let prepared = false;
  function prepare(): Promise<void> {
    prepared = true;
    return feed.prepare();
  }

  return {
    async emit(event, payload, { id, at, org, request }) {
      if (!database.inUnit()) throw new Error(`event ${event.name} was emitted outside a unit of work`);
      const stored = storable(event.payload, payload, `event ${event.name}`);
      const row = { id, at, org: org ?? null, request, name: event.name, version: event.version, payload: stored };
      await database.run(queries.append[database.dialect], row);
      database.afterCommit(feed.wake);
    },
    emitted: (request) => database.all(queries.ofRequest, { request }),
    subscribe(name, reactions) {
      if (prepared) throw new Error(`${name} subscribed to events after the outbox was prepared`);
      if (subscribers.has(name)) throw new Error(`${name} subscribed to events twice`);
      const names = new Set(reactions.map(({ event }) => event.name));
      const subscriber = {
        name,
        names,
        reactions,
        due: true,
        passed: 0,
        retryAt: undefined,
        steady: false,
        working: undefined,
      };
      if (names.size > 0) subscribers.set(name, subscriber);
    },
    overheardBy(one) {
      overhearing = one;
    },
    prepare,
    async start() {
      await prepare();
      await feed.start();
    },
    stop: feed.stop,
    wake: feed.wake,
    async drain() {
      await prepare();
      return feed.drain();
    },
    async lag() {
      const all: Lag[] = [];
      for (const { name, names } of subscribers.values()) {
        const cursor = await database.one(queries.cursorOf, { subscriber: name });
        const waiting = await database.one(queries.behind, { subscriber: name, names: [...names] });
        const { count: behind = 0, since = null } = waiting ?? {};
        all.push({ subscriber: name, behind, since, attempts: cursor?.attempts ?? 0, error: cursor?.error ?? null });
      }
      return all;
    },
    async prune(days) {
      for (const subscriber of subscribers.values()) await delivery.passBy(subscriber, feed.head);
      const before = later(clock.now(), -days * day);
      for (let total = 0; ; ) {
        const removed = await database.run(queries.prune, { before, known: [...subscribers.keys()] });
        total += removed;
        if (removed < 1_000) return total;
      }
    },
    ...createFailures(options, (name) => subscribers.get(name)),
  };
}
