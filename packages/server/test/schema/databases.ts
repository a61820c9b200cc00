// A fresh, empty database of each kind, opened as the server opens it.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Dialect, runInScope, system } from '@lectern/kit';
import { onTestFinished } from 'vitest';
import { type Database, openDatabase } from '../../src/data/database.ts';
import { testPostgres } from '../../src/testing/postgres.ts';

export const dialects: readonly Dialect[] = ['sqlite', 'postgres'];

/** Gone when the test has finished. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'lectern-schema-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A file or URL that no other test has. */
export async function freshAddress(dialect: Dialect): Promise<string> {
  return dialect === 'sqlite' ? join(temporaryFolder(), 'school.db') : (await testPostgres()).url;
}

export async function freshDatabase(dialect: Dialect): Promise<Database> {
  return opened(await freshAddress(dialect));
}

export function opened(address: string): Database {
  const database = openDatabase(address, { unitTimeoutMs: 600_000 });
  onTestFinished(() => database.close());
  return database;
}

export const inSchool = <T>(work: () => T, org = 'school'): T =>
  runInScope({ actor: system, org, request: 'test', via: 'kernel' }, work);

/** One unit, each statement on its own, so that a failing one is the one the driver names. */
export const executeAll = (database: Database, statements: readonly string[]): Promise<void> =>
  database.unit(async () => {
    for (const statement of statements) await database.execute(statement);
  });
