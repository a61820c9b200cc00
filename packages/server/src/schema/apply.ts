// Brings a database up to the migrations of its plugins: each file once, whole or not at all, in the order given.
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Logger } from '@lectern/kit';
import type { Database } from '../data/database.ts';
import { type MigrationFile, migrationFiles } from './files.ts';
import { claim, createLedger, holdsTables, type Ledger, ledgerKey, readLedger } from './ledger.ts';
import type { MigrationLock } from './lock.ts';
import { type Statement, splitStatements } from './split.ts';

export interface MigrationSet {
  readonly plugin: string;
  /** Holds `sqlite/` and `postgres/`. */
  readonly folder: URL;
}
export interface MigrateOptions {
  /** Changes nothing, not even the ledger, and returns the SQL. */
  readonly dryRun?: boolean;
  /** Called before the first change to a database that holds anything. @returns where the backup is */
  readonly backup?: () => Promise<string>;
  /** Keeps other processes out, so that they wait instead of also backing up: `advisoryLock(url)` on Postgres. */
  readonly lock?: MigrationLock;
  readonly log: Pick<Logger, 'info' | 'warn'>;
}
export interface Migrated {
  /** `courses/0002_add_courses_score`, in the order of application; with `dryRun` what would be applied. */
  readonly applied: readonly string[];
  readonly sql: string;
  readonly backup: string | undefined;
}
interface Pending extends MigrationFile {
  readonly plugin: string;
  readonly statements: readonly Statement[];
}

/**
 * A migration may take longer than a request: open the database for it with a `unitTimeoutMs` of hours.
 *
 * @param sets in the order of dependency
 * @throws Error naming file and statement when one fails (files before it stay applied), naming the file when an applied
 *   one has changed since, is unknown, or stands before one that is applied
 */
export async function migrate(
  database: Database,
  sets: readonly MigrationSet[],
  options: MigrateOptions,
): Promise<Migrated> {
  const files = sets.map((set) => ({
    plugin: set.plugin,
    files: migrationFiles(fileURLToPath(set.folder), database.dialect),
  }));
  const pendingNow = async () => pendingOf(files, await readLedger(database), database.dialect);
  const pending = await pendingNow();
  const sql = pending.map((file) => `-- ${ledgerKey(file.plugin, file.name)}\n${file.text.trim()}\n`).join('\n');
  if (pending.length === 0 || options.dryRun)
    return { applied: pending.map((file) => ledgerKey(file.plugin, file.name)), sql, backup: undefined };
  const lock: MigrationLock = options.lock ?? ((work) => work());
  return lock(async () => {
    const still = await pendingNow(); // another process may have been at work while this one waited
    if (still.length === 0) return { applied: [], sql: '', backup: undefined };
    const backup = await backUp(database, options);
    await createLedger(database);
    const applied = await sortingInFiles(database, async () => {
      const applied: string[] = [];
      for (const file of still) {
        if (!(await applyFile(database, file, backup))) continue;
        applied.push(ledgerKey(file.plugin, file.name));
        options.log.info('migration applied', { plugin: file.plugin, migration: file.name });
      }
      return applied;
    });
    return { applied, sql, backup };
  });
}

/** SQLite sorts a whole table to index it, and a school keeps such things in memory: see `openSqlite`. */
async function sortingInFiles<T>(database: Database, work: () => Promise<T>): Promise<T> {
  if (database.dialect !== 'sqlite') return work();
  await database.execute('pragma temp_store = file');
  try {
    return await work();
  } finally {
    await database.execute('pragma temp_store = memory');
  }
}

function pendingOf(
  sets: readonly { plugin: string; files: readonly MigrationFile[] }[],
  ledger: Ledger,
  dialect: string,
): Pending[] {
  const faults: string[] = [];
  const pending = sets.flatMap(({ plugin, files }) => {
    const names = new Set(files.map((file) => file.name));
    const done = [...ledger.values()].filter((row) => row.plugin === plugin);
    for (const { name } of done.filter((row) => !names.has(row.name)))
      faults.push(
        `${ledgerKey(plugin, name)} is applied but not known here: this database was upgraded by a newer version. Start that version, or restore the backup it made`,
      );
    const last =
      done
        .map((row) => row.name)
        .sort()
        .at(-1) ?? '';
    return files.flatMap((file): Pending[] => {
      const key = ledgerKey(plugin, file.name);
      const applied = ledger.get(key);
      if (applied) {
        if (applied.digest !== file.digest)
          faults.push(
            `${plugin}/${dialect}/${file.name}.sql was changed after it was applied: put the old text back and write a new migration (before the first release: make a new database)`,
          );
        return [];
      }
      if (file.name < last) faults.push(`${key} stands before ${last}, which is applied: give it the next number`);
      return [{ ...file, plugin, statements: statementsOf(key, file.text) }];
    });
  });
  if (faults.length > 0) throw new Error(`the database cannot be migrated:\n  ${faults.join('\n  ')}`);
  return pending;
}

function statementsOf(key: string, text: string): Statement[] {
  const statements = splitStatements(text);
  for (const { text: statement, line } of statements) {
    const word = statement.match(
      /^(begin|start\s+transaction|commit|end|rollback|savepoint|release|vacuum|attach|detach|pragma)\b|^(create|drop|reindex)\b.*\bconcurrently\b/i,
    );
    if (word)
      throw new Error(
        `${key}, line ${line}: ${word[1] ?? 'concurrently'} cannot be in a migration, which is one transaction`,
      );
  }
  return statements;
}

async function backUp(database: Database, { backup, log }: MigrateOptions): Promise<string | undefined> {
  if (!(await holdsTables(database))) return undefined;
  if (!backup) {
    log.warn('migrating without a backup');
    return undefined;
  }
  const place = await backup();
  log.info('backup made before migrating', { place });
  return place;
}

async function applyFile(database: Database, file: Pending, backup: string | undefined): Promise<boolean> {
  for (let attempt = 1; ; attempt++) {
    let at = 0;
    try {
      return await withTablesReplaceable(database, file, () =>
        database.unit(async () => {
          at = 0; // Postgres may run a unit again after a deadlock
          await prepare(database);
          if (!(await claim(database, file.plugin, file))) return false;
          for (const { text } of file.statements) {
            at++;
            await database.execute(text);
          }
          await assertReferences(database, file);
          return true;
        }),
      );
    } catch (error) {
      if (isLockTimeout(error) && attempt < 20) {
        await setTimeout(1_000); // those who waited behind this go first
        continue;
      }
      throw failure(file, at, error, database.dialect, backup);
    }
  }
}

/**
 * Postgres: work on rows of every organization, as long as it takes; but wait for a table only shortly, since everybody
 * who asks for the table after this also waits for it.
 */
async function prepare(database: Database): Promise<void> {
  if (database.dialect === 'sqlite') return;
  await database.execute(
    `set local "lectern.org" = '*'; set local statement_timeout = 0; set local lock_timeout = '2s'`,
  );
}
const isLockTimeout = (error: unknown) => (error as { code?: string }).code === '55P03';

const replacesTables = ({ text }: MigrationFile) => /\bdrop\s+table\b/i.test(text);

/** SQLite empties a table before dropping it, and with foreign keys on that deletes the rows that reference it. */
async function withTablesReplaceable<T>(database: Database, file: Pending, work: () => Promise<T>): Promise<T> {
  if (database.dialect !== 'sqlite' || !replacesTables(file)) return work();
  await database.execute('pragma foreign_keys = off');
  try {
    return await work();
  } finally {
    await database.execute('pragma foreign_keys = on');
  }
}

async function assertReferences(database: Database, file: Pending): Promise<void> {
  if (database.dialect !== 'sqlite' || !replacesTables(file)) return;
  const [broken] = await database.rawAll('pragma foreign_key_check');
  if (broken) throw new Error(`a row of ${broken.table} would reference a row of ${broken.parent} that is not there`);
}

function failure(file: Pending, at: number, cause: unknown, dialect: string, backup: string | undefined): Error {
  const statement = file.statements[at - 1];
  const where = statement ? `, statement ${at} on line ${statement.line}` : '';
  const text = statement ? `\n  ${statement.text.slice(0, 300)}` : '';
  const saved = backup ? `\nThe backup made before is ${backup}.` : '';
  return new Error(
    `${file.plugin}/${dialect}/${file.name}.sql${where} failed and nothing of this file was applied: ${(cause as Error).message}${text}${saved}`,
    { cause },
  );
}
