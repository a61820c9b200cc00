// The declared tables of one plugin as plain JSON, in a stable order: what migrations are compared with and made from.
import { type AnyTable, type Declared, declarationOf } from '@lectern/kit';
import { type Column, getTableColumns, SQL } from 'drizzle-orm';
import { getTableConfig } from 'drizzle-orm/pg-core';

const columnTypes = ['text', 'integer', 'bigint', 'boolean', 'double precision', 'timestamptz(3)', 'jsonb'] as const;
export type ColumnType = (typeof columnTypes)[number];

export interface ColumnSnapshot {
  readonly name: string;
  readonly type: ColumnType;
  readonly notNull: boolean;
  /** As the driver would be given it: ISO 8601 for times, JSON text for json, the scaled integer for decimals. */
  readonly default?: string | number | boolean;
}
export interface IndexSnapshot {
  readonly name: string;
  readonly columns: readonly string[];
  readonly unique: boolean;
  readonly where?: string;
}
export interface ReferenceSnapshot {
  readonly column: string;
  readonly table: string;
  readonly target: string;
}
export interface TableSnapshot {
  readonly name: string;
  readonly columns: readonly ColumnSnapshot[];
  readonly key: readonly string[];
  /** The key was declared as such, not made by `id()`: SQLite keeps the rows in the key's tree. */
  readonly natural: boolean;
  /** Column that holds the organization. */
  readonly tenant: string | null;
  readonly indexes: readonly IndexSnapshot[];
  readonly references: readonly ReferenceSnapshot[];
  readonly search: readonly string[];
  /** Rows are neither changed nor removed: see `Permanence`. */
  readonly permanent?: PermanenceSnapshot;
}
export interface PermanenceSnapshot {
  readonly once: readonly string[];
  readonly openedBy: string;
}
export interface ViewSnapshot {
  readonly name: string;
  readonly columns: readonly string[];
  readonly sqlite: string;
  readonly postgres: string;
}
/** Both lists in the order of creation that needs no look ahead: a table after those it references, views as declared. */
export interface Snapshot {
  readonly tables: readonly TableSnapshot[];
  readonly views: readonly ViewSnapshot[];
}
export const emptySnapshot: Snapshot = { tables: [], views: [] };

/**
 * @param declared tables and published views of one plugin, in any order
 * @throws Error listing everything that cannot become a migration, each with the way out
 */
export function snapshotOf(declared: readonly AnyTable[]): Snapshot {
  const faults: string[] = [];
  const all = declared.map((one) => declarationOf(one));
  const tables = all
    .filter((one) => !one.view)
    .map((one) => tableSnapshot(one, (fault) => faults.push(`${one.name}: ${fault}`)));
  faults.push(...tables.flatMap((one) => referenceFaults(one, tables)));
  const names = all.flatMap((one) => [
    one.name,
    ...(one.search ? [`${one.name}_fts`, `${one.name}_fts_rows`, `${one.name}_fts_text`] : []),
  ]);
  for (const name of names.filter((one, at) => names.indexOf(one) < at))
    faults.push(`${name}: the name is taken twice`);
  const sorted = inOrderOfReferences(tables, faults);
  if (faults.length > 0) throw new Error(`these tables cannot become a migration:\n  ${faults.join('\n  ')}`);
  return { tables: sorted, views: all.flatMap((one) => (one.view ? [viewSnapshot(one, one.view)] : [])) };
}

function tableSnapshot(declared: Declared, fault: (what: string) => void): TableSnapshot {
  const properties = getTableColumns(declared.table) as Record<string, Column>;
  const columnOf = (property: string): string => {
    const column = properties[property];
    if (!column) fault(`has no property ${property}`);
    return column?.name ?? property;
  };
  if (!isName(declared.name)) fault(`${nameRule}, ${declared.name} is not`);
  const columns = Object.values(properties);
  const primary = columns.filter((column) => column.primary).map((column) => column.name);
  const key = declared.key?.map(columnOf) ?? primary;
  if (key.length === 0) fault('has no key: give it an id() or a natural key');
  if (declared.key && primary.length > 0) fault('has both a primary key column and a natural key: keep one');
  if (declared.key === undefined && primary.length > 1) fault('has several primary key columns: name them in key');
  const { foreignKeys } = getTableConfig(declared.table);
  if (foreignKeys.length > 0)
    fault('uses .references(): say it in the option references, which knows what deleting does');
  const search = (declared.search ?? []).map(columnOf);
  for (const column of columns.filter((one) => search.includes(one.name)))
    if (column.getSQLType() !== 'text') fault(`${column.name} is searched but not text`);
  if (search.length > 0 && key.length > 1) fault('is searched, so it needs a key of one column');
  return {
    name: declared.name,
    columns: columns.map((column) => columnSnapshot(column, key, fault)),
    key,
    natural: declared.key !== undefined,
    tenant: declared.organizationColumn ?? (declared.guarded === undefined ? null : columnOf(declared.guarded)),
    indexes: (declared.indexes ?? []).map((index) =>
      indexSnapshot(declared.name, { ...index, on: index.on.map(columnOf) }),
    ),
    references: Object.entries(declared.references ?? {}).map(([property, [table, target]]) => ({
      column: columnOf(property),
      table: declarationOf(table).name,
      target: (getTableColumns(table) as Record<string, Column>)[target]?.name ?? target,
    })),
    search,
    ...(declared.permanent && {
      permanent: {
        once: declared.permanent.once.map(columnOf),
        openedBy: declarationOf(declared.permanent.openedBy).name,
      },
    }),
  };
}

function columnSnapshot(column: Column, key: readonly string[], fault: (what: string) => void): ColumnSnapshot {
  const type = column.getSQLType() as ColumnType;
  if (!columnTypes.includes(type)) fault(`${column.name} is ${type}: use the column types of the kit`);
  if (!isName(column.name)) fault(`${nameRule}, ${column.name} is not`);
  if (column.isUnique) fault(`${column.name} uses .unique(): say { on: ['${column.name}'], unique: true } in indexes`);
  if (column.generated || column.generatedIdentity)
    fault(`${column.name} is generated: give its value where rows are written`);
  const given = defaultOf(column, fault);
  return {
    name: column.name,
    type,
    notNull: column.notNull || key.includes(column.name),
    ...(given !== undefined && { default: given }),
  };
}

function defaultOf(column: Column, fault: (what: string) => void): ColumnSnapshot['default'] {
  if (column.default === undefined) return undefined;
  if (column.default instanceof SQL) {
    fault(`${column.name} has SQL as its default: only a value means the same on both databases`);
    return undefined;
  }
  // The boolean codec gives 0 and 1 for SQLite; each dialect writes its own word for it.
  const value = column.getSQLType() === 'boolean' ? column.default : column.mapToDriverValue(column.default);
  if (typeof value === 'string' || typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value)))
    return value;
  fault(`${column.name} has a default that is neither text, number nor boolean`);
  return undefined;
}

export function indexSnapshot(
  table: string,
  index: { on: readonly string[]; unique?: boolean; where?: string },
): IndexSnapshot {
  const unique = index.unique ?? false;
  const stem = `${table}_${unique ? 'unique' : 'by'}_${index.on.join('_')}`;
  const whole = index.where === undefined ? stem : `${stem}_${shortHash(index.where)}`;
  // Postgres cuts names after 63 bytes, and two that are cut alike collide.
  const name = whole.length <= 63 ? whole : `${whole.slice(0, 56)}_${shortHash(whole)}`;
  return { name, columns: index.on, unique, ...(index.where !== undefined && { where: index.where }) };
}

const viewSnapshot = (
  { name, table }: Declared,
  select: { readonly sqlite: string; readonly postgres: string },
): ViewSnapshot => ({
  name,
  columns: Object.values(getTableColumns(table) as Record<string, Column>).map((column) => column.name),
  sqlite: select.sqlite.trim(),
  postgres: select.postgres.trim(),
});

function referenceFaults(table: TableSnapshot, tables: readonly TableSnapshot[]): string[] {
  return table.references.flatMap(({ column, table: name, target }) => {
    const found = tables.find((one) => one.name === name);
    const says = `${table.name}.${column} references ${name}.${target}`;
    if (!found) return [`${says}, a table of another plugin: keep the id and ask its service`];
    const isUnique = (columns: readonly string[]) => columns.length === 1 && columns[0] === target;
    if (!isUnique(found.key) && !found.indexes.some((index) => index.unique && !index.where && isUnique(index.columns)))
      return [`${says}, which is not unique: reference the key`];
    const leads = [table.key, ...table.indexes.filter((index) => !index.where).map((index) => index.columns)].some(
      ([first]) => first === column,
    );
    return leads
      ? []
      : [`${says}, and no index begins with ${column}: deleting one row there would read every row here`];
  });
}

function inOrderOfReferences(tables: readonly TableSnapshot[], faults: string[]): TableSnapshot[] {
  const sorted = new Set<TableSnapshot>();
  const visit = (table: TableSnapshot, path: readonly TableSnapshot[]): void => {
    if (sorted.has(table)) return;
    if (path.includes(table)) {
      const circle = [...path.slice(path.indexOf(table)), table].map((one) => one.name).join(' -> ');
      faults.push(`${circle} reference each other in a circle: drop one reference`);
      return;
    }
    for (const { table: name } of table.references) {
      const target = tables.find((one) => one.name === name);
      if (target && target !== table) visit(target, [...path, table]);
    }
    sorted.add(table);
  };
  for (const table of [...tables].sort((a, b) => (a.name < b.name ? -1 : 1))) visit(table, []);
  return [...sorted];
}

const nameRule =
  'names are lower case letters, digits and underscores, 48 at most, and end neither in _fts nor in __new';
const isName = (name: string) => /^[a-z][a-z0-9_]{0,47}$/.test(name) && !/(_fts|_fts_rows|_fts_text|__new)$/.test(name);

/** FNV-1a, six hex digits: tells apart names that would otherwise be the same. */
function shortHash(text: string): string {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(text)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash.toString(16).padStart(8, '0').slice(-6);
}
