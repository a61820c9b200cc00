// One event to one subscriber: the handler's writes and the cursor's move commit together, or neither does.
import { currentScope, type EventMeta, type Reaction, runInScope, system, upcast } from '@lectern/kit';
import { backoff } from '../jobs/backoff.ts';
import { later, systemClock } from '../jobs/clock.ts';
import type { OutboxOptions } from './outbox.ts';
import * as queries from './queries.ts';

export interface Subscriber {
  readonly name: string;
  readonly names: ReadonlySet<string>;
  readonly reactions: readonly Reaction[];
  /** There may be events for it. */
  due: boolean;
  /** Events since its cursor last moved that were none of its own. */
  passed: number;
  retryAt: Date | undefined;
  /** This process has come back from a delivery to it. */
  steady: boolean;
  /** The delivery under way in this process. */
  working: Promise<number> | undefined;
}
export interface Position {
  readonly xid: number;
  readonly seq: number;
}
export interface StoredEvent {
  readonly id: string;
  readonly org: string | null;
  readonly name: string;
  readonly version: number;
  readonly payload: unknown;
  readonly request: string;
  readonly at: Date;
}
export interface Delivery {
  /** Delivers what is due, until there is no more, one fails, or `goOn` says no. @returns events delivered */
  deliver(subscriber: Subscriber, goOn: () => boolean, head: Position): Promise<number>;
  passBy(subscriber: Subscriber, head: Position): Promise<void>;
}

type At = Position & { readonly subscriber: string };
type Outcome = 'delivered' | 'elsewhere' | 'failed' | 'set aside';

/** Attempts at one event before the subscriber goes on without it: with the waits between them about two minutes. */
const attemptsAtMost = 8;
const firstWaitMs = 1_000;
const longestWaitMs = 300_000;
/** A cursor is moved past events of others when so many lie behind it, so that finding its own stays cheap. */
const passedAtMost = 1_000;

export function createDelivery(options: OutboxOptions): Delivery {
  const { database, clock = systemClock, random = Math.random, log, deliveries = 1 } = options;

  async function deliver(subscriber: Subscriber, goOn: () => boolean, head: Position): Promise<number> {
    let delivered = 0;
    while (subscriber.due && goOn()) {
      if (subscriber.retryAt && subscriber.retryAt > clock.now()) return delivered;
      subscriber.due = false; // before reading: what is committed meanwhile sets it again
      const batch = await database.all(queries.due[database.dialect], {
        subscriber: subscriber.name,
        names: [...subscriber.names],
      });
      const first = batch[0];
      if (!first) {
        if (subscriber.passed >= passedAtMost) await passBy(subscriber, head);
        continue;
      }
      subscriber.due = true;
      subscriber.retryAt = first.cursor.retryAt ?? undefined;
      if (subscriber.retryAt && subscriber.retryAt > clock.now()) return delivered;
      let from: Position = first.cursor;
      for (const { event } of batch) {
        if (!goOn()) return delivered;
        const outcome = await attempt(subscriber, event, from);
        if (outcome === 'elsewhere' || outcome === 'failed') return delivered;
        if (outcome === 'delivered') delivered++;
        from = event;
      }
    }
    return delivered;
  }

  async function attempt(subscriber: Subscriber, event: StoredEvent & Position, from: Position): Promise<Outcome> {
    const at = { subscriber: subscriber.name, xid: from.xid, seq: from.seq };
    const marked = !subscriber.steady;
    if (marked) {
      const outcome = await begin(event, at);
      if (outcome) return outcome;
    }
    try {
      for (let extra = 1; extra < deliveries; extra++)
        await inScopeOf(event, () => database.unit(() => react(subscriber.reactions, event)));
      return await inScopeOf(event, () =>
        database.unit(async () => {
          if (!(await database.one(queries.hold, at))) return 'elsewhere';
          await react(subscriber.reactions, event);
          const moved = await database.run(queries.move, {
            ...at,
            toXid: event.xid,
            toSeq: event.seq,
            now: clock.now(),
          });
          if (moved !== 1) throw new Error(`the cursor of ${subscriber.name} moved during a delivery`);
          return 'delivered';
        }),
      );
    } catch (error) {
      return postpone(subscriber, event, at, marked, error);
    } finally {
      subscriber.steady = true;
    }
  }

  /**
   * An event that ends its process (out of memory, a fault in native code) would end it at every start. So the first
   * delivery after a start is counted before it begins. @returns what became of the event, when it is not to be delivered
   */
  async function begin(event: StoredEvent & Position, at: At): Promise<Outcome | undefined> {
    const outcome = await database.unit(async () => {
      const held = await database.one(queries.hold, at);
      if (!held) return 'elsewhere';
      const attempts = held.attempts + 1;
      const error = 'a process ended while this was delivered';
      if (attempts <= attemptsAtMost) {
        await database.run(queries.postpone, { ...at, attempts, retryAt: null, error });
        return undefined;
      }
      await bury(event, at, { attempts: held.attempts, message: error, stack: '' });
      return 'set aside';
    });
    if (outcome === 'set aside')
      log?.error('an event that ends its process was set aside', { subscriber: at.subscriber, event: event.name });
    return outcome;
  }
  async function bury(
    { id, xid, seq, ...facts }: StoredEvent & Position,
    at: At,
    { attempts, message, stack }: { attempts: number; message: string; stack: string },
  ): Promise<void> {
    const now = clock.now();
    const letter = { ...facts, id: `${at.subscriber}:${id}`, event: id, subscriber: at.subscriber };
    await database.run(queries.bury, { ...letter, failedAt: now, attempts, error: message, stack });
    await database.run(queries.move, { ...at, toXid: xid, toSeq: seq, now });
  }

  /** Notes the failure, in a unit of its own: to be tried again, or set aside when that was the last attempt. */
  async function postpone(
    subscriber: Subscriber,
    event: StoredEvent & Position,
    at: At,
    counted: boolean,
    error: unknown,
  ): Promise<Outcome> {
    const now = clock.now();
    const { message, stack } = textOf(error);
    const attempts = await database.unit(async () => {
      const held = await database.one(queries.hold, at);
      if (!held) return undefined;
      const failed = counted ? held.attempts : held.attempts + 1;
      if (failed < attemptsAtMost) {
        const retryAt = later(now, backoff(failed, firstWaitMs, longestWaitMs, random));
        await database.run(queries.postpone, { ...at, attempts: failed, retryAt, error: message });
        return failed;
      }
      await bury(event, at, { attempts: failed, message, stack });
      return failed;
    });
    if (attempts === undefined) return 'elsewhere';
    const facts = { subscriber: subscriber.name, event: event.name, id: event.id, error: message, attempts };
    if (attempts === attemptsAtMost) {
      log?.error('an event could not be delivered and was set aside', facts);
      return 'set aside';
    }
    log?.warn('an event could not be delivered and will be tried again', facts);
    return 'failed';
  }

  async function passBy(subscriber: Subscriber, head: Position): Promise<void> {
    subscriber.passed = 0;
    await database.run(queries.passBy, {
      subscriber: subscriber.name,
      names: [...subscriber.names],
      xid: head.xid,
      seq: head.seq,
      now: clock.now(),
    });
  }
  return { deliver, passBy };
}

/** Whatever the event causes is done by the system, for the event's organization, because of the event. */
export function inScopeOf<T>(event: StoredEvent, work: () => T): T {
  return runInScope({ actor: system, org: event.org ?? undefined, request: event.id, via: 'event' }, work);
}

export async function react(reactions: readonly Reaction[], event: StoredEvent): Promise<void> {
  const meta: EventMeta = { id: event.id, at: event.at, org: event.org ?? currentScope()?.org ?? '' };
  for (const { event: declared, handle } of reactions) {
    if (declared.name !== event.name) continue;
    await handle(upcast(declared, event.version, event.payload) as never, meta);
  }
}

/** Without the address of anybody: messages of errors are kept for people who run the school. */
export function textOf(error: unknown): { message: string; stack: string } {
  if (!(error instanceof Error)) return { message: String(error).slice(0, 1_000), stack: '' };
  return { message: `${error.name}: ${error.message}`.slice(0, 1_000), stack: (error.stack ?? '').slice(0, 8_000) };
}
