// A plugin's migrations over rows. A school comes from any earlier version, the last release among them: from each, with a
// row in every table, the plugin must arrive where an empty database arrives, and no row may be gone.
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type Dialect, runInScope, system } from '@lectern/kit';
import { type Database, openDatabase } from '../data/database.ts';
import { type MigrationSet, migrate } from '../schema/apply.ts';
import { migrationFiles } from '../schema/files.ts';
import { referencesOf, schemaDifferences, schemaOf } from '../schema/introspect.ts';
import { testPostgres } from './postgres.ts';

/** Names of the migrations after which a school may have stopped upgrading: all but the newest. */
export const earlierStates = ({ folder }: MigrationSet, dialect: Dialect): string[] =>
  migrationFiles(fileURLToPath(folder), dialect)
    .map(({ name }) => name)
    .slice(0, -1);

/** @throws Error naming what is missing, too much or lost in a school that comes from the state after `last` */
export async function comesFrom(last: string, set: MigrationSet, dialect: Dialect): Promise<void> {
  const scratch = mkdtempSync(join(tmpdir(), 'lectern-upgrade-'));
  const databases: (() => Promise<void>)[] = [];
  const open = async (name: string): Promise<Database> => {
    const fresh = dialect === 'postgres' ? await testPostgres() : undefined;
    const database = openDatabase(fresh?.url ?? join(scratch, name));
    databases.push(async () => {
      await database.close();
      await fresh?.drop();
    });
    return database;
  };
  const to = (database: Database, one: MigrationSet) =>
    migrate(database, [one], { log: { info() {}, warn() {} } }).then(() => schemaOf(database));
  try {
    const [upgraded, fresh] = [await open('upgraded.db'), await open('fresh.db')];
    await to(upgraded, { ...set, folder: until(last, set, join(scratch, 'migrations')) });
    const filled = await fill(upgraded);
    const faults = schemaDifferences(await to(upgraded, set), await to(fresh, set));
    const there = await tablesOf(upgraded);
    for (const table of filled)
      if (there.has(table) && (await count(upgraded, table)) === 0) faults.push(`lost: the row of ${table}`);
    if (faults.length > 0) throw new Error(`coming from ${last}: ${faults.join('; ')}`);
  } finally {
    for (const close of databases) await close();
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** The same migrations as they were when `last` was the newest. */
function until(last: string, { folder }: MigrationSet, copy: string): URL {
  const isLater = (path: string) => path.endsWith('.sql') && path.slice(0, -4).split(/[/\\]/).at(-1)! > last;
  cpSync(fileURLToPath(folder), copy, { recursive: true, filter: (path) => !isLater(path) });
  return pathToFileURL(`${copy}/`);
}

const inOrganization = <T>(database: Database, work: () => Promise<T>): Promise<T> =>
  runInScope({ actor: system, org: given.text, request: 'migrations', via: 'kernel' }, () => database.unit(work));
/** One value for each kind of column, so that whatever references an id references one that is there. */
const given = { text: 'x', number: '1', truth: 'true', json: '{}', moment: '2026-01-01T00:00:00Z', bytes: '\\x00' };

/** @returns the tables that have a row now */
async function fill(database: Database): Promise<string[]> {
  const tables = [...(await tablesOf(database))];
  await inOrganization(database, async () => {
    let waiting = tables;
    while (waiting.length > 0) {
      const references = await referencesOf(database);
      const first = waiting.filter(
        (table) => !references.some(({ from, to }) => from === table && to !== table && waiting.includes(to)),
      );
      if (first.length === 0) throw new Error(`${waiting.join(', ')} reference each other`);
      for (const table of first) await insert(database, table);
      waiting = waiting.filter((table) => !first.includes(table));
    }
  });
  return tables;
}

async function insert(database: Database, table: string): Promise<void> {
  const columns = await database.rawAll(columnsOf[database.dialect](table));
  const values = columns.map(({ type }) => `'${given[kindOf(String(type).toLowerCase())]}'`);
  await database.execute(
    `insert into "${table}" (${columns.map(({ name }) => `"${name}"`).join(', ')}) values (${values.join(', ')})`,
  );
}
function kindOf(type: string): keyof typeof given {
  if (/int|real|numeric|double/.test(type)) return 'number';
  if (/bool/.test(type)) return 'truth';
  if (/json/.test(type)) return 'json';
  if (/time|date/.test(type)) return 'moment';
  if (/blob|bytea/.test(type)) return 'bytes';
  return 'text';
}

async function tablesOf(database: Database): Promise<Set<string>> {
  const lines = await schemaOf(database);
  const names = lines.flatMap((line) => line.match(/^table ([a-z]\w*)/)?.[1] ?? []);
  return new Set(names.filter((name) => !/_fts(_|$)/.test(name)));
}
const count = (database: Database, table: string): Promise<number> =>
  inOrganization(database, async () => Number((await database.rawAll(`select count(*) as n from "${table}"`))[0]?.n));

/** Those that are not made from others. */
const columnsOf: Record<Dialect, (table: string) => string> = {
  sqlite: (table) => `select name, type from pragma_table_xinfo('${table}') where hidden = 0`,
  postgres: (table) =>
    `select column_name as name, data_type as type from information_schema.columns where table_schema = current_schema() and table_name = '${table}' and is_generated = 'NEVER'`,
};
