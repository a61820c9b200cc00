// What domain code sees of the database: declared queries and units of work, the same on both.
import type { Query } from './query.ts';

type InputArguments<In> = Record<never, never> extends In ? [input?: In] : [input: In];

export interface Data {
  all<In, Row>(query: Query<In, Row>, ...input: InputArguments<In>): Promise<Row[]>;
  one<In, Row>(query: Query<In, Row>, ...input: InputArguments<In>): Promise<Row | undefined>;
  /** Rows changed. */
  run<In, Row>(query: Query<In, Row>, ...input: InputArguments<In>): Promise<number>;
  /**
   * The work commits whole or not at all; inside another unit it is a savepoint. It awaits the database and nothing
   * else: mail, files, HTTP and hashing happen before it or in `afterCommit`. On Postgres the outermost unit may run
   * again after a deadlock or serialization failure, so it keeps no state outside.
   */
  unit<T>(work: () => Promise<T>): Promise<T>;
  /** Runs once the outermost unit has committed, never if it or the nested unit that asked for it rolled back. */
  afterCommit(effect: () => unknown): void;
  /** A long read (reports, exports) on a reader thread, so that the event loop stays free. Never inside a unit. */
  heavy<In, Row>(query: Query<In, Row>, ...input: InputArguments<In>): Promise<Row[]>;
}
