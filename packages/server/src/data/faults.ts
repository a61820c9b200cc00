// How a unit of work or a driver says no. Codes are stable: the pipeline and tests ask for them, people read the message.
export type DataFaultCode =
  /** A statement came after its unit ended, so somebody did not await it. */
  | 'unit-ended'
  /** A statement came after another one of its unit failed. */
  | 'unit-failed'
  | 'unit-not-awaited'
  | 'unit-awaited-elsewhere'
  | 'unit-timeout'
  /** Postgres answered COMMIT with ROLLBACK. */
  | 'unit-rolled-back'
  /** The connection broke while committing: the unit is stored whole or not at all, and nobody here knows which. */
  | 'commit-unknown'
  | 'not-in-a-unit'
  | 'in-a-unit'
  | 'while-idle'
  | 'reader-stopped';

export interface DataFault extends Error {
  readonly code: DataFaultCode;
}
export const dataFault = (code: DataFaultCode, message: string, cause?: unknown): DataFault =>
  Object.assign(new Error(message, cause === undefined ? undefined : { cause }), { code, name: 'DataFault' });

/** The `code` that better-sqlite3 (`SQLITE_FULL`), pg (SQLSTATE) and faults of this file carry. */
export const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
