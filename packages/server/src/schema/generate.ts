// Writes the migrations of a plugin from its declared tables. `migrations/snapshot.json` remembers what the files lead to.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { AnyTable, Dialect } from '@lectern/kit';
import Sqlite from 'better-sqlite3';
import { creationOf, statementsOf } from './ddl.ts';
import { type Change, differenceOf } from './diff.ts';
import { digestOf, type MigrationFile, migrationFiles } from './files.ts';
import { introspection, schemaDifferences, schemaLines } from './introspect.ts';
import { wayOut } from './refused.ts';
import { emptySnapshot, type Snapshot, snapshotOf } from './snapshot.ts';
import { splitStatements } from './split.ts';

interface Kept extends Snapshot {
  /** Migrations that schools have applied, with a digest of both files. Empty before the first release. */
  readonly released: Readonly<Record<string, string>>;
}
export interface PluginTables {
  readonly id: string;
  /** The plugin's folder; its migrations are in `migrations/`. */
  readonly folder: string;
  readonly tables: readonly AnyTable[];
}
const dialects: readonly Dialect[] = ['sqlite', 'postgres'];

/**
 * Before the first release `0001_initial` is written anew whenever the tables change. After it, files are only added:
 * one with the changes that are safe, or one written by hand for those that are not.
 *
 * @param folder the plugin's `migrations`
 * @returns path -> text of all that must be written so that the migrations lead to the declared tables
 * @throws Error with the way out, for changes that lose data, released files that were edited, files without a twin,
 *   and migrations that lead elsewhere
 */
export function migrationsOf(id: string, folder: string, after: Snapshot): Map<string, string> {
  const { released, ...before } = readSnapshot(folder) ?? { ...emptySnapshot, released: {} };
  const files = pairedFiles(id, folder, released);
  const expected = schemaAfter(creationOf('sqlite', after));
  viewFaults(id, after, expected);

  const added = additionsTo(id, files, before, after, Object.keys(released).length > 0, expected);
  const texts = new Map(files.sqlite.map((file) => [file.name, file.text]));
  for (const [name, text] of Object.entries(added)) texts.set(name, text.sqlite);
  const inOrder = [...texts].sort(([a], [b]) => (a < b ? -1 : 1));
  const leadsTo = schemaAfter(inOrder.flatMap(([name, text]) => statementsIn(id, name, text)));
  const wrong = schemaDifferences(leadsTo, expected);
  if (wrong.length > 0) throw new Error(`${id}: the migrations do not lead to the declared tables\n  ${wrong.join('\n  ')}`);

  const snapshot: Kept = { released, ...after };
  return new Map([
    ...Object.entries(added).flatMap(([name, text]) => dialects.map((dialect) => [join(folder, dialect, `${name}.sql`), text[dialect]] as const)),
    [join(folder, 'snapshot.json'), `${JSON.stringify(snapshot, null, 2)}\n`] as const,
  ]);
}

/**
 * Writes, or with `check` only compares.
 *
 * @returns paths written or differing
 */
export function syncMigrations({ id, folder, tables }: PluginTables, { check }: { readonly check: boolean }): string[] {
  const migrations = join(folder, 'migrations');
  if (tables.length === 0 && !readSnapshot(migrations)) return [];
  const wanted = [...migrationsOf(id, migrations, snapshotOf(tables))];
  const differing = wanted.filter(([path, text]) => !existsSync(path) || readFileSync(path, 'utf8').replaceAll('\r\n', '\n') !== text);
  for (const [path, text] of check ? [] : differing) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  return differing.map(([path]) => path);
}

/**
 * Part of making a release: from now on these files never change, and what follows is added.
 *
 * @param folder the plugin's folder
 */
export function markReleased(folder: string): void {
  const migrations = join(folder, 'migrations');
  const kept = readSnapshot(migrations);
  if (!kept) return;
  const postgres = migrationFiles(migrations, 'postgres');
  const released = Object.fromEntries(migrationFiles(migrations, 'sqlite').map((file, at) => [file.name, bothDigests(file, postgres[at] as MigrationFile)]));
  writeFileSync(join(migrations, 'snapshot.json'), `${JSON.stringify({ ...kept, released }, null, 2)}\n`);
}

type Added = Readonly<Record<string, Readonly<Record<Dialect, string>>>>;

function additionsTo(
  id: string,
  files: Record<Dialect, MigrationFile[]>,
  before: Snapshot,
  after: Snapshot,
  isReleased: boolean,
  expected: readonly string[],
): Added {
  if (!isReleased) return { '0001_initial': fileTexts(id, differenceOf(emptySnapshot, after).changes) };
  const difference = differenceOf(before, after);
  if (difference.changes.length === 0 && difference.refused.length === 0) return {};
  const present = schemaAfter(files.sqlite.flatMap((file) => statementsIn(id, file.name, file.text)));
  if (schemaDifferences(present, expected).length === 0) return {}; // somebody has written them by hand
  const name = `${String(Number(files.sqlite.at(-1)?.name.slice(0, 4) ?? 0) + 1).padStart(4, '0')}_${titleOf(difference.changes)}`;
  if (difference.refused.length === 0) return { [name]: fileTexts(id, difference.changes) };
  const written = schemaDifferences(present, schemaAfter(creationOf('sqlite', before)));
  const sofar =
    written.length === 0
      ? ''
      : `\nThe files written so far still differ from what is declared:\n  ${schemaDifferences(present, expected).join('\n  ')}\n`;
  const stem = `${name.slice(0, 5)}${difference.refused[0]?.kind === 'drop table' ? 'drop' : 'change'}_${difference.refused[0]?.before.name}`;
  throw new Error(
    `${id}: no migration is written for these changes\n${wayOut(before, after, difference, stem)}\n${sofar}`,
  );
}

const fileTexts = (id: string, changes: readonly Change[]): Record<Dialect, string> => {
  const head = `-- ${id}: made from the declared tables by pnpm sync and reviewed. Once released it never changes.\n`;
  const text = (dialect: Dialect) =>
    `${head}${statementsOf(dialect, changes)
      .map((statement) => `\n${statement};\n`)
      .join('')}`;
  return { sqlite: text('sqlite'), postgres: text('postgres') };
};

function titleOf(changes: readonly Change[]): string {
  const [first] = changes.filter((change) => !change.kind.startsWith('drop')).concat(changes);
  if (!first) return 'changes';
  const subject =
    'view' in first
      ? first.view.name
      : 'column' in first
        ? `${first.table.name}_${first.column.name}`
        : 'index' in first
          ? first.index.name
          : first.table.name;
  return `${first.kind
    .replace('create ', 'add_')
    .replace('add column', 'add')
    .replaceAll(' ', '_')
    .replace(/_(table|index|view)$/, '')}_${subject}${changes.length > 1 ? '_and_more' : ''}`;
}

function pairedFiles(id: string, migrations: string, released: Kept['released']): Record<Dialect, MigrationFile[]> {
  const [sqlite, postgres] = [migrationFiles(migrations, 'sqlite'), migrationFiles(migrations, 'postgres')];
  const faults = [
    ...sqlite
      .filter((file) => !postgres.some((twin) => twin.name === file.name))
      .map((file) => `sqlite/${file.name}.sql has no twin in postgres/`),
    ...postgres
      .filter((file) => !sqlite.some((twin) => twin.name === file.name))
      .map((file) => `postgres/${file.name}.sql has no twin in sqlite/`),
    ...Object.entries(released).flatMap(([name, digest]) => {
      const [one, two] = [sqlite.find((file) => file.name === name), postgres.find((file) => file.name === name)];
      if (one && two && bothDigests(one, two) === digest) return [];
      return [`${name} is released and was changed or removed: put it back and write a new one`];
    }),
  ];
  if (faults.length > 0) throw new Error(`${id}: its migrations are not in order\n  ${faults.join('\n  ')}`);
  return { sqlite, postgres };
}
const bothDigests = (sqlite: MigrationFile, postgres: MigrationFile): string =>
  digestOf(sqlite.digest + postgres.digest);

function readSnapshot(migrations: string): Kept | undefined {
  const path = join(migrations, 'snapshot.json');
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Kept) : undefined;
}

const statementsIn = (id: string, name: string, text: string): string[] =>
  splitStatements(text).map((statement) => `/* ${id}/sqlite/${name}.sql, line ${statement.line} */ ${statement.text}`);

/** What SQLite has after these statements, tried out in memory: the proof that a file does what it should. */
function schemaAfter(statements: readonly string[]): string[] {
  const database = new Sqlite(':memory:');
  try {
    database.pragma('foreign_keys = off');
    for (const statement of statements) {
      try {
        database.exec(statement);
      } catch (error) {
        throw new Error(`${(error as Error).message}, in\n${statement}`, { cause: error });
      }
    }
    return schemaLines(introspection.sqlite.flatMap((sql) => database.prepare<[], { line: string }>(sql).all()));
  } finally {
    database.close();
  }
}

function viewFaults(id: string, { views }: Snapshot, lines: readonly string[]): void {
  const faults = views.flatMap((view) => {
    const given = lines
      .filter((line) => line.startsWith(`column ${view.name}.`))
      .map((line) => line.slice(`column ${view.name}.`.length).split(' ')[0] as string);
    return [
      ...view.columns
        .filter((column) => !given.includes(column))
        .map((column) => `${view.name} declares ${column}, which its select does not give`),
      ...given
        .filter((column) => !view.columns.includes(column))
        .map((column) => `${view.name} shows ${column}, which is not declared`),
    ];
  });
  if (faults.length > 0)
    throw new Error(`${id}: its published views are not what they declare\n  ${faults.join('\n  ')}`);
}
