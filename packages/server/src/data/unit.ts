// One unit of work and the transaction under it.
import { dataFault } from './faults.ts';
import { createGate, type Gate } from './gate.ts';

/** One open transaction of a driver. */
export interface Session {
  /** `savepoint`, `release`, `rollback to`. A driver that answers at once returns nothing. */
  control(command: string): Promise<unknown> | undefined;
  /** Resolves when the unit is on the disk. When it fails, the session has ended all the same. */
  commit(): Promise<void> | undefined;
  /** Rejects only when the refusal itself cannot be told: a batch it had read from was refused as well. */
  rollback(reason: unknown): Promise<void> | undefined;
  /** Ends the session while a statement is under way that will not be waited for; nothing of it may be committed. */
  abandon(reason: unknown): void;
  /** After commit or rollback. */
  release(): void;
}

export type Effect = () => unknown;

/** One attempt at an outermost unit, with all that is nested in it. */
export interface Attempt<S> {
  readonly session: S;
  /** Calls that wait for the database. */
  busy: number;
  /** Whether a statement or command is with the database just now. */
  underWay: boolean;
  over: boolean;
  failure: unknown;
  watched: boolean;
  /** Strict only: the stack of the call that began it, since the faults that are found later have none of their own. */
  readonly began: Error | undefined;
}
export interface Unit<S extends Session> {
  readonly attempt: Attempt<S>;
  readonly parent: Unit<S> | undefined;
  readonly depth: number;
  readonly effects: Effect[];
  /** Held by an open savepoint, and on Postgres by a running statement. */
  readonly line: Gate;
  closed: boolean;
  failure: unknown;
  /** Statements and nested units under way. */
  pending: number;
  /** Strict only: promises handed out that nobody has looked at. */
  unawaited: number;
  /** Called when `pending` is zero again. */
  quiet: (() => void) | undefined;
}
export function unitOf<S extends Session>(attempt: Attempt<S>, parent: Unit<S> | undefined): Unit<S> {
  const depth = parent ? parent.depth + 1 : 0;
  return {
    attempt,
    parent,
    depth,
    effects: [],
    line: createGate(),
    closed: false,
    failure: undefined,
    pending: 0,
    unawaited: 0,
    quiet: undefined,
  };
}

export function isClosed<S extends Session>(unit: Unit<S>): boolean {
  return unit.attempt.over || unit.closed || (unit.parent !== undefined && isClosed(unit.parent));
}
function failureOf<S extends Session>(unit: Unit<S>): unknown {
  return unit.attempt.failure ?? unit.failure ?? (unit.parent && failureOf(unit.parent));
}
export function assertOpen<S extends Session>(unit: Unit<S>): void {
  const failure = failureOf(unit);
  if (isClosed(unit))
    throw dataFault('unit-ended', 'this unit of work has ended: a statement was not awaited', failure);
  if (failure === undefined) return;
  throw dataFault('unit-failed', 'this unit of work has failed; what may fail belongs in a nested unit', failure);
}
