// The record of what was applied to a database: one row per plugin and file, written in the transaction of the file.
import type { Database } from '../data/database.ts';
import type { MigrationFile } from './files.ts';

export interface LedgerRow {
  readonly plugin: string;
  readonly name: string;
  readonly digest: string;
}
export type Ledger = ReadonlyMap<string, LedgerRow>;
export const ledgerKey = (plugin: string, name: string): string => `${plugin}/${name}`;

/** Empty when there is no ledger yet. Writes nothing. */
export async function readLedger(database: Database): Promise<Ledger> {
  if (!(await ledgerExists(database))) return new Map();
  const rows = (await database.rawAll('select plugin, name, digest from schema_migrations')) as unknown as LedgerRow[];
  return new Map(rows.map((row) => [ledgerKey(row.plugin, row.name), row]));
}

export async function createLedger(database: Database): Promise<void> {
  const text = database.dialect === 'sqlite' ? 'text' : 'text collate "C"';
  try {
    await database.execute(`create table if not exists schema_migrations (
  plugin ${text} not null, name ${text} not null, digest ${text} not null, applied_at ${text} not null, primary key (plugin, name)
)`);
  } catch (error) {
    // Two Postgres sessions at the same "if not exists" collide in the catalogue; then it is there.
    if (!(await ledgerExists(database))) throw error;
  }
}

/**
 * In the unit of work that applies the file, as its first statement. Another process that is applying it holds the row:
 * this waits for its end, so that a file is applied once even where nothing else keeps two processes apart.
 *
 * @returns false when the file has been applied by somebody else meanwhile
 */
export async function claim(database: Database, plugin: string, { name, digest }: MigrationFile): Promise<boolean> {
  const places = database.dialect === 'sqlite' ? '?, ?, ?, ?' : '$1, $2, $3, $4';
  const sql = `insert into schema_migrations (plugin, name, digest, applied_at) values (${places}) on conflict do nothing returning name`;
  return (await database.rawAll(sql, [plugin, name, digest, new Date().toISOString()])).length > 0;
}

/** Whether there is anything that a backup could save. */
export async function holdsTables(database: Database): Promise<boolean> {
  const sql =
    database.dialect === 'sqlite'
      ? `select 1 from sqlite_schema where type = 'table' and name not like 'sqlite~_%' escape '~' and name <> 'schema_migrations' limit 1`
      : `select 1 from pg_class where relnamespace = current_schema()::regnamespace and relkind = 'r' and relname <> 'schema_migrations' limit 1`;
  return (await database.rawAll(sql)).length > 0;
}

async function ledgerExists(database: Database): Promise<boolean> {
  const sql =
    database.dialect === 'sqlite'
      ? `select 1 from sqlite_schema where name = 'schema_migrations'`
      : `select 1 where to_regclass('schema_migrations') is not null`;
  return (await database.rawAll(sql)).length > 0;
}
