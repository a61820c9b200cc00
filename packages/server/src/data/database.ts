// What the server sees of the database: kit's `Data`, and what only the kernel may do with it.
import type { Data, Dialect } from '@lectern/kit';
import { openPostgres, type PostgresOptions } from './postgres.ts';
import { openSqlite, type SqliteOptions } from './sqlite.ts';

export interface Database extends Data {
  readonly dialect: Dialect;
  /** DDL, several statements. In the current unit when there is one; else on its own, outside any transaction. */
  execute(sql: string): Promise<void>;
  /** For the kernel and the doctor: values in the dialect's own placeholders, rows as the driver gives them. */
  rawAll(sql: string, values?: readonly unknown[]): Promise<Record<string, unknown>[]>;
  /**
   * Runs the work (a backup, say) while no unit is open and none begins; it may read. Only where one process owns the
   * database (SQLite).
   */
  whileIdle?<T>(work: () => T | Promise<T>): Promise<T>;
  inUnit(): boolean;
  close(): Promise<void>;
}

/** `postgres://...` or the path of a SQLite file. */
export function openDatabase(address: string, options: SqliteOptions & PostgresOptions = {}): Database {
  return /^postgres(ql)?:\/\//.test(address) ? openPostgres(address, options) : openSqlite(address, options);
}
