import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Database } from '../../src/data/database.ts';
import { openPostgres, type PostgresOptions } from '../../src/data/postgres.ts';
import { openSqlite, type SqliteOptions } from '../../src/data/sqlite.ts';
import { testPostgres } from '../../src/testing/postgres.ts';
import { buildSchool } from './school.ts';

/** A folder that goes when the test is over. */
export function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'lectern-data-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

export async function openTestSqlite(
  options: SqliteOptions = {},
  file = join(folder(), 'school.db'),
): Promise<Database> {
  const database = openSqlite(file, options);
  onTestFinished(() => database.close());
  await buildSchool(database);
  return database;
}

export async function openTestPostgres(options: PostgresOptions = {}): Promise<Database> {
  const { url, drop } = await testPostgres();
  onTestFinished(drop);
  const database = openPostgres(url, options);
  onTestFinished(() => database.close());
  await buildSchool(database);
  return database;
}

/** For `describe.each`: what holds on one database holds on the other. */
export const bothDatabases = [
  { dialect: 'sqlite', open: (options: SqliteOptions & PostgresOptions = {}) => openTestSqlite(options) },
  { dialect: 'postgres', open: (options: SqliteOptions & PostgresOptions = {}) => openTestPostgres(options) },
] as const;
