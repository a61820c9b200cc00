// Fresh databases with the kernel's tables of events and jobs, one of each kind.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AnyTable, Dialect } from '@lectern/kit';
import type { Database } from '../../src/data/database.ts';
import { openPostgres } from '../../src/data/postgres.ts';
import { openSqlite } from '../../src/data/sqlite.ts';
import { outbox, outboxCursors, outboxFailures } from '../../src/events/tables.ts';
import { jobSchedules, jobs } from '../../src/jobs/tables.ts';
import { creationOf } from '../../src/schema/ddl.ts';
import { snapshotOf } from '../../src/schema/snapshot.ts';
import { testPostgres } from '../../src/testing/postgres.ts';
import { notes } from './notes.ts';

export const createTables = async (database: Database, tables: readonly AnyTable[]): Promise<void> => {
  for (const statement of creationOf(database.dialect, snapshotOf(tables))) await database.execute(statement);
};

const kernel = [outbox, outboxCursors, outboxFailures, jobs, jobSchedules, notes] as unknown as AnyTable[];
export const createKernelTables = (database: Database): Promise<void> => createTables(database, kernel);

export interface TestDatabase {
  readonly database: Database;
  /** Of Postgres. */
  readonly url?: string;
  /** Another connection to the same database, as another process would have. SQLite has one process, so it is the same. */
  another(): Database;
  /** As `another`, without the checks of strict: units may await what a test wants them to. */
  lenient(): Database;
  close(): Promise<void>;
}
/** Strict: finds promises nobody awaited, and units that await anything but the database. */
export async function openTestDatabase(dialect: Dialect): Promise<TestDatabase> {
  if (dialect === 'sqlite') {
    const folder = mkdtempSync(join(tmpdir(), 'lectern-events-'));
    const database = openSqlite(join(folder, 'school.db'), { strict: true, synchronous: 'NORMAL' });
    await createKernelTables(database);
    return {
      database,
      another: () => database,
      lenient: () => database,
      async close() {
        await database.close();
        rmSync(folder, { recursive: true });
      },
    };
  }
  const { url } = await testPostgres();
  const all: Database[] = [];
  const another = (strict = true) => {
    const database = openPostgres(url, { strict });
    all.push(database);
    return database;
  };
  const database = another();
  await createKernelTables(database);
  return {
    database,
    url,
    another: () => another(),
    lenient: () => another(false),
    async close() {
      for (const one of all) await one.close();
    },
  };
}
