// Units of work: ambient, nested as savepoints, honest about what their promises acknowledge. Three rules carry it:
// while a savepoint is open, statements of its parent wait (else a child's rollback silently eats an insert whose
// promise resolved); a failed statement dooms its unit (Postgres has aborted it, SQLite must not differ); and nothing a
// unit started runs on after the unit has ended.
import { AsyncLocalStorage } from 'node:async_hooks';
import { clearTimeout, setTimeout } from 'node:timers'; // not those that a test fakes
import { dataFault } from './faults.ts';
import { type Outcome, retried } from './retry.ts';
import { noticed, watch } from './strict.ts';
import { type Attempt, assertOpen, type Effect, isClosed, type Session, type Unit, unitOf } from './unit.ts';

export interface UnitsOptions {
  /** For tests: also finds promises nobody awaited, and waits for anything but the database. */
  readonly strict?: boolean | undefined;
  /** After this long the unit is rolled back and its later statements are refused. */
  readonly timeoutMs?: number | undefined;
  /** One statement at a time: a pg client refuses a second one from version 9 on. */
  readonly oneAtATime?: boolean | undefined;
  /** A pause that is due before the next statement, for drivers that work on the event loop. */
  readonly pause?: (() => Promise<void> | undefined) | undefined;
  /** An error that dooms the outermost unit even when a nested one caught it: disk full, deadlock. */
  readonly isFatal?: ((error: unknown) => boolean) | undefined;
  /** A fatal error after which the outermost unit is run again. */
  readonly isTransient?: ((error: unknown) => boolean) | undefined;
  readonly onEffectError?: ((error: unknown) => void) | undefined;
}

export interface Units<S extends Session> {
  current(): Unit<S> | undefined;
  run<T>(work: () => Promise<T>): Promise<T>;
  /** Runs one statement of a unit: behind an open savepoint if there is one, at once otherwise. */
  statement<T>(unit: Unit<S>, execute: (session: S) => T | Promise<T>): Promise<T>;
  afterCommit(effect: Effect): void;
}

interface Committed<T> {
  readonly result: T;
  readonly effects: readonly Effect[];
}

export function createUnits<S extends Session>(begin: () => Promise<S>, options: UnitsOptions = {}): Units<S> {
  const { strict = false, timeoutMs = 10_000, oneAtATime = false, pause, isFatal, isTransient } = options;
  const { onEffectError = (error) => console.error('an effect after a commit failed', error) } = options;
  const ambient = new AsyncLocalStorage<Unit<S> | undefined>();

  async function outermost<T>(work: () => Promise<T>): Promise<T> {
    const { result, effects } = await retried(() => attemptOnce(work));
    for (const effect of effects) void start(effect);
    return result;
  }

  async function attemptOnce<T>(work: () => Promise<T>): Promise<Outcome<Committed<T>>> {
    const began = strict ? new Error('the unit of work began here') : undefined;
    const session = await begin();
    const attempt: Attempt<S> = {
      session,
      busy: 0,
      underWay: false,
      over: false,
      failure: undefined,
      watched: false,
      began,
    };
    const unit = unitOf(attempt, undefined);
    if (strict) watch(attempt);
    let committing = false;
    try {
      const result = await beforeDeadline(attempt, perform(unit, work));
      attempt.over = true;
      committing = true;
      const committed = session.commit();
      if (committed) await committed;
      session.release();
      return { value: { result, effects: unit.effects } };
    } catch (error) {
      attempt.over = true;
      if (committing) {
        session.release();
        return { refused: error, again: false };
      }
      // What dooms the whole attempt is told before what somebody made of it: a full disk is not "enrolled already".
      const refused = await refuse(attempt, attempt.failure ?? error);
      return { refused, again: isTransient?.(attempt.failure) ?? false };
    }
  }

  async function refuse(attempt: Attempt<S>, error: unknown): Promise<unknown> {
    if (attempt.underWay) {
      attempt.session.abandon(error);
      return error;
    }
    try {
      const rolledBack = attempt.session.rollback(error);
      if (rolledBack) await rolledBack;
      return error;
    } catch (other) {
      return other;
    } finally {
      attempt.session.release();
    }
  }

  function beforeDeadline<T>(attempt: Attempt<S>, running: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        attempt.failure = dataFault(
          'unit-timeout',
          `this unit of work took longer than ${timeoutMs} ms and was rolled back`,
          attempt.began,
        );
        attempt.over = true;
        reject(attempt.failure);
      }, timeoutMs);
      running.then(
        (value) => {
          clearTimeout(timer);
          resolve(value);
        },
        (error) => {
          clearTimeout(timer);
          reject(error);
        },
      );
    });
  }

  async function nested<T>(parent: Unit<S>, work: () => Promise<T>): Promise<T> {
    assertOpen(parent);
    const { attempt } = parent;
    enlist(parent); // standing in line and opening the savepoint is waiting for the database
    let working = false;
    const entered = parent.line.enter();
    if (entered) await entered;
    try {
      assertOpen(parent);
      const unit = unitOf(attempt, parent);
      const savepoint = `unit_${unit.depth}`;
      await control(attempt, `savepoint ${savepoint}`);
      try {
        working = true;
        wait(attempt, -1);
        const result = await perform(unit, work);
        working = false;
        wait(attempt, 1);
        await control(attempt, `release ${savepoint}`);
        parent.effects.push(...unit.effects);
        return result;
      } catch (error) {
        if (working) wait(attempt, 1);
        try {
          await control(attempt, `rollback to ${savepoint}`);
          await control(attempt, `release ${savepoint}`);
        } catch (failure) {
          parent.failure ??= failure;
        }
        throw error;
      }
    } finally {
      parent.line.leave();
      settle(parent);
    }
  }

  /** Runs the work and waits for all it started, so that nothing of it runs after the rollback or the commit. */
  async function perform<T>(unit: Unit<S>, work: () => Promise<T>): Promise<T> {
    const { attempt } = unit;
    try {
      const result = await ambient.run(unit, work);
      if (unit.pending > 0 || unit.unawaited > 0) {
        throw dataFault(
          'unit-not-awaited',
          'a statement or nested unit of this unit of work was not awaited',
          attempt.began,
        );
      }
      const failure = attempt.failure ?? unit.failure;
      if (failure !== undefined) throw failure;
      return result;
    } finally {
      unit.closed = true;
      if (unit.pending > 0) {
        wait(attempt, 1);
        await new Promise<void>((resolve) => {
          unit.quiet = resolve;
        });
        wait(attempt, -1);
      }
    }
  }

  async function statement<T>(unit: Unit<S>, execute: (session: S) => T | Promise<T>): Promise<T> {
    assertOpen(unit);
    const { attempt } = unit;
    enlist(unit);
    const paused = pause?.();
    // A statement that does not run at once holds the line, or a savepoint could be opened under it.
    const queued = oneAtATime || paused !== undefined || !unit.line.idle;
    try {
      if (queued) {
        const entered = unit.line.enter();
        if (entered) await entered;
        if (paused) await paused;
        assertOpen(unit);
      }
      const result = execute(attempt.session);
      if (!(result instanceof Promise)) return result;
      attempt.underWay = true;
      try {
        return await result;
      } finally {
        attempt.underWay = false;
      }
    } catch (error) {
      unit.failure ??= error;
      if (isFatal?.(error)) attempt.failure ??= error;
      throw error;
    } finally {
      if (queued) unit.line.leave();
      settle(unit);
    }
  }

  async function control(attempt: Attempt<S>, command: string): Promise<void> {
    if (attempt.over) throw dataFault('unit-ended', 'this unit of work has ended', attempt.failure);
    const done = attempt.session.control(command);
    if (!done) return;
    attempt.underWay = true;
    try {
      await done;
    } catch (error) {
      if (isFatal?.(error)) attempt.failure ??= error;
      throw error;
    } finally {
      attempt.underWay = false;
    }
  }

  /** The unit is committed: an effect that fails is told, and changes neither the answer nor the next effect. */
  async function start(effect: Effect): Promise<void> {
    try {
      await effect();
    } catch (error) {
      onEffectError(error);
    }
  }

  const enlist = (unit: Unit<S>) => {
    unit.pending++;
    unit.attempt.busy++;
  };
  const settle = (unit: Unit<S>) => {
    if (--unit.pending === 0) unit.quiet?.();
    wait(unit.attempt, -1);
  };
  const wait = (attempt: Attempt<S>, change: 1 | -1) => {
    attempt.busy += change;
    if (strict && attempt.busy === 0) watch(attempt);
  };
  const handOut = <T>(unit: Unit<S>, call: () => Promise<T>): Promise<T> => {
    if (isClosed(unit)) return call(); // refused; nobody else will report it, so an unhandled rejection has to
    const answer = call();
    answer.catch(() => {}); // reported by the unit, also when nobody awaits it
    return strict ? noticed(unit, answer) : answer;
  };

  return {
    current: () => ambient.getStore(),
    run(work) {
      const parent = ambient.getStore();
      return parent ? handOut(parent, () => nested(parent, work)) : outermost(work);
    },
    statement: (unit, execute) => handOut(unit, () => statement(unit, execute)),
    afterCommit(effect) {
      const unit = ambient.getStore();
      if (!unit) throw dataFault('not-in-a-unit', 'afterCommit belongs in a unit of work');
      assertOpen(unit);
      // The ambient scope (who acts, for whom) stays as it is here; only the unit is over by then.
      unit.effects.push(AsyncLocalStorage.bind(() => ambient.run(undefined, effect)));
    },
  };
}
