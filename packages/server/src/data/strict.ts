// What tests demand of a unit of work beyond what a server can afford to look for.
import { dataFault } from './faults.ts';
import type { Attempt, Session, Unit } from './unit.ts';

/**
 * A tick scheduled from a microtask runs when no microtask is left. A unit that is still open then, while nobody waits
 * for the database, waits for something else. No clock, so the verdict does not depend on the machine's load.
 */
export function watch<S>(attempt: Attempt<S>): void {
  if (attempt.watched) return;
  attempt.watched = true;
  process.nextTick(() => {
    attempt.watched = false;
    if (attempt.over || attempt.busy > 0) return;
    attempt.failure ??= dataFault(
      'unit-awaited-elsewhere',
      'this unit of work awaited something other than the database; do it before the unit, or in afterCommit',
      attempt.began,
    );
  });
}

/** A promise nobody awaited is found even when its statement has long run. */
export function noticed<T, S extends Session>(unit: Unit<S>, answer: Promise<T>): Promise<T> {
  unit.unawaited++;
  let seen = false;
  const notice = () => {
    if (!seen) unit.unawaited--;
    seen = true;
    return answer;
  };
  return {
    // biome-ignore lint/suspicious/noThenProperty: an own `then` is the point, `await` calls it only on what is no native promise
    then: (...handlers) => notice().then(...handlers),
    catch: (...handlers) => notice().catch(...handlers),
    finally: (...handlers) => notice().finally(...handlers),
    [Symbol.toStringTag]: 'Promise',
  };
}
