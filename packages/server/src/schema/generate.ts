// Writes the migrations of a plugin from its declared tables. `migrations/snapshot.json` remembers what the files lead to.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { AnyTable, Dialect } from '@lectern/kit';
import { creationOf, statementsOf } from './ddl.ts';
import { type Change, differenceOf } from './diff.ts';
import { digestOf, type MigrationFile, migrationFiles } from './files.ts';
import { schemaDifferences } from './introspect.ts';
import { wayOut } from './refused.ts';
import { emptySnapshot, type Snapshot, snapshotOf } from './snapshot.ts';
import { splitStatements } from './split.ts';
import { schemaAfter } from './trial.ts';

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
type Files = Readonly<Record<Dialect, readonly MigrationFile[]>>;
type Texts = Readonly<Record<Dialect, string>>;
type Addition = Texts & { readonly name: string };

/**
 * Writes what `migrationsOf` gives, or with `check` only compares.
 *
 * @returns paths written or differing
 */
export function syncMigrations({ id, folder, tables }: PluginTables, { check }: { readonly check: boolean }): string[] {
  const migrations = join(folder, 'migrations');
  if (tables.length === 0 && !readSnapshot(migrations)) return [];
  const differing = [...migrationsOf(id, migrations, snapshotOf(tables))].filter(
    ([path, text]) => !existsSync(path) || readFileSync(path, 'utf8').replaceAll('\r\n', '\n') !== text,
  );
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
  const twins = migrationFiles(migrations, 'sqlite').map((file, at) => [file, postgres[at]] as const);
  const released = Object.fromEntries(twins.map(([file, twin]) => [file.name, bothDigests(file, twin)]));
  writeFileSync(join(migrations, 'snapshot.json'), snapshotText({ ...kept, released }));
}

/**
 * Before the first release `0001_initial` is written anew whenever the tables change. After it, files are only added:
 * one with the changes that are safe, or one written by hand for those that are not.
 *
 * @param folder the plugin's `migrations`
 * @returns path -> text of all that must be written so that the migrations lead to the declared tables
 * @throws Error with the way out, for changes that lose data, released files that were edited, files without a twin,
 *   and migrations that lead elsewhere
 */
export function migrationsOf(id: string, folder: string, declared: Snapshot): Map<string, string> {
  const { released, ...before } = readSnapshot(folder) ?? { ...emptySnapshot, released: {} };
  const files: Files = { sqlite: migrationFiles(folder, 'sqlite'), postgres: migrationFiles(folder, 'postgres') };
  assertInOrder(id, files, released);
  const wanted = schemaAfter(creationOf('sqlite', declared));
  assertViews(id, declared, wanted);

  const isReleased = Object.keys(released).length > 0;
  const initial = (): Addition => ({
    name: '0001_initial',
    ...textsOf(id, differenceOf(emptySnapshot, declared).changes),
  });
  const added = isReleased ? addition(id, files, before, declared, wanted) : initial();
  const others = files.sqlite.filter((file) => file.name !== added?.name);
  const all = added ? [...others, { name: added.name, text: added.sqlite }] : others;
  const wrong = schemaDifferences(schemaAfter(statementsIn(id, all)), wanted);
  if (wrong.length > 0)
    throw new Error(`${id}: the migrations do not lead to the declared tables\n  ${wrong.join('\n  ')}`);

  return new Map([
    ...(added ? [[join(folder, 'sqlite', `${added.name}.sql`), added.sqlite] as const] : []),
    ...(added ? [[join(folder, 'postgres', `${added.name}.sql`), added.postgres] as const] : []),
    [join(folder, 'snapshot.json'), snapshotText({ released, ...declared })] as const,
  ]);
}

/** The migration that is missing, if one is and if it can be written. */
function addition(
  id: string,
  files: Files,
  before: Snapshot,
  declared: Snapshot,
  wanted: readonly string[],
): Addition | undefined {
  const { changes, refused } = differenceOf(before, declared);
  const [first] = changes.toSorted((a, b) => Number(a.kind.startsWith('drop')) - Number(b.kind.startsWith('drop')));
  const [obstacle] = refused;
  if (!first && !obstacle) return undefined;
  const present = schemaAfter(statementsIn(id, files.sqlite));
  const missing = schemaDifferences(present, wanted);
  if (missing.length === 0) return undefined; // somebody wrote it by hand
  const number = String(Number(files.sqlite.at(-1)?.name.slice(0, 4)) + 1).padStart(4, '0');
  if (first && !obstacle)
    return { name: `${number}_${titleOf(first)}${changes.length > 1 ? '_and_more' : ''}`, ...textsOf(id, changes) };

  const isBegun = schemaDifferences(present, schemaAfter(creationOf('sqlite', before))).length > 0;
  const remains = isBegun
    ? `\n\nThe files written so far still differ from what is declared:\n  ${missing.join('\n  ')}`
    : '';
  const stem = `${number}_${obstacle?.kind.replace(' table', '')}_${obstacle?.before.name}`;
  throw new Error(`${id}: no migration is written for these changes\n${wayOut(before, declared, stem)}${remains}`);
}

function textsOf(id: string, changes: readonly Change[]): Texts {
  const head = `-- ${id}: made from the declared tables by pnpm sync and reviewed. Once released it never changes.\n`;
  const text = (dialect: Dialect) =>
    [head, ...statementsOf(dialect, changes).map((statement) => `${statement};\n`)].join('\n');
  return { sqlite: text('sqlite'), postgres: text('postgres') };
}

function titleOf(change: Change): string {
  const verb = change.kind.startsWith('drop') ? 'drop' : 'add';
  if ('view' in change) return `${verb}_${change.view.name}`;
  if ('index' in change) return `${verb}_${change.index.name}`;
  if ('column' in change) return `${verb}_${change.table.name}_${change.column.name}`;
  const part = change.kind.endsWith('table') ? '' : `_${change.kind.split(' ').at(-1)}`;
  return `${verb}_${change.table.name}${part}`;
}

function assertInOrder(id: string, { sqlite, postgres }: Files, released: Kept['released']): void {
  const twinOf = (file: MigrationFile, others: readonly MigrationFile[]) =>
    others.find((one) => one.name === file.name);
  const faults = [
    ...sqlite
      .filter((file) => !twinOf(file, postgres))
      .map(({ name }) => `sqlite/${name}.sql has no twin in postgres/`),
    ...postgres
      .filter((file) => !twinOf(file, sqlite))
      .map(({ name }) => `postgres/${name}.sql has no twin in sqlite/`),
    ...Object.entries(released).flatMap(([name, digest]) => {
      const file = sqlite.find((one) => one.name === name);
      if (file && bothDigests(file, twinOf(file, postgres)) === digest) return [];
      return [`${name} is released and was changed or removed: put it back and write a new one`];
    }),
  ];
  if (faults.length > 0) throw new Error(`${id}: its migrations are not in order\n  ${faults.join('\n  ')}`);
}

function assertViews(id: string, { views }: Snapshot, schema: readonly string[]): void {
  const faults = views.flatMap((view) => {
    const prefix = `column ${view.name}.`;
    const shown = schema.flatMap((line) =>
      line.startsWith(prefix) ? [line.slice(prefix.length).split(' ', 1)[0]] : [],
    );
    return [
      ...view.columns
        .filter((name) => !shown.includes(name))
        .map((name) => `${view.name} declares ${name}, which its select does not give`),
      ...shown
        .filter((name = '') => !view.columns.includes(name))
        .map((name) => `${view.name} shows ${name}, which is not declared`),
    ];
  });
  if (faults.length > 0)
    throw new Error(`${id}: its published views are not what they declare\n  ${faults.join('\n  ')}`);
}

/** Each with the place it comes from, for the message when it fails. */
const statementsIn = (id: string, files: readonly Pick<MigrationFile, 'name' | 'text'>[]): string[] =>
  files
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap(({ name, text }) =>
      splitStatements(text).map(
        (statement) => `/* ${id}/sqlite/${name}.sql, line ${statement.line} */ ${statement.text}`,
      ),
    );

const bothDigests = (sqlite: MigrationFile, postgres: MigrationFile | undefined): string =>
  digestOf(`${sqlite.digest} ${postgres?.digest}`);

const snapshotText = (snapshot: Kept): string => `${JSON.stringify(snapshot, null, 2)}\n`;

function readSnapshot(migrations: string): Kept | undefined {
  const path = join(migrations, 'snapshot.json');
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Kept) : undefined;
}
