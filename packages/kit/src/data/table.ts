// One table definition for both dialects: typed as drizzle's Postgres tables, accepted by drizzle's SQLite builder too.
import { type BuildColumns, entityKind } from 'drizzle-orm';
import {
  getTableConfig,
  type PgColumnBuilderBase,
  PgTable,
  type PgTableWithColumns,
  pgTable,
  text,
} from 'drizzle-orm/pg-core';
import { SQLiteTable } from 'drizzle-orm/sqlite-core';
import { fileRefs, type PersonRules, personRules } from './columns.ts';

export type Columns = Record<string, PgColumnBuilderBase>;
export type Table<Name extends string = string, C extends Columns = Columns> = PgTableWithColumns<{
  name: Name;
  schema: undefined;
  columns: BuildColumns<Name, C, 'pg'>;
  dialect: 'pg';
}>;
// biome-ignore lint/suspicious/noExplicitAny: drizzle's own `AnyPgTable` fixes columns to a record that concrete tables do not satisfy
export type AnyTable = PgTableWithColumns<any>;

/** An index by the names of properties of the table; `where` is SQL that both dialects understand. */
export interface Index {
  readonly on: readonly string[];
  readonly unique?: boolean;
  readonly where?: string;
}
export interface TableOptions {
  /** Natural composite key, by property names, for relations and facts (a third of the bytes of a row with its own id). */
  readonly key?: readonly string[];
  readonly indexes?: readonly Index[];
  /** Property -> table and property it points to, within the same plugin. Deleting the target deletes the row. */
  readonly references?: Readonly<Record<string, readonly [table: AnyTable, property: string]>>;
  /** Full-text index over these text properties, kept in step by the kernel: see `powers.matches`. */
  readonly search?: readonly string[];
  /**
   * Of a `table` whose rows one reader serves for all organizations: the property that says whose a row is. Postgres then
   * shows it to nobody else, as with a `tenantTable`; that each statement says so is up to who writes it.
   */
  readonly guarded?: string;
  readonly permanent?: Permanence;
  /**
   * Rows of an organization go with it to another installation (`lms org export`). `no`: they open something, or mean nothing
   * there, and are made anew.
   */
  readonly travels?: 'no' | Travels;
}
/**
 * What a table is to who brings an organization to another installation, where no column of an organization says it. One table
 * of each kind.
 */
export interface Travels {
  /** Organizations themselves; the hosts that lead to them; accounts of people; ids that lead to an account. */
  readonly as: 'organization' | 'hosts' | 'people' | 'aliases';
  /** Property that says whose row it is; its key when absent. */
  readonly of?: string;
  /** What the installation says of it and it does not say itself: by property, how such a row travels. */
  readonly house?: Readonly<Record<string, unknown>>;
}
/**
 * Both databases refuse to change or remove a row, whoever asks. Triggers can be dropped by whoever owns the database: they
 * are against accidents, and against whoever reaches the data and not the schema.
 */
export interface Permanence {
  /** Properties that go once from null to a value. */
  readonly once: readonly string[];
  /** While a row is in this table, which a unit of work puts there and takes away again, everything may be done. */
  readonly openedBy: AnyTable;
}
/** What the kernel knows of a declared table beside drizzle's own description of its columns. */
export interface Declared extends TableOptions {
  readonly name: string;
  readonly table: AnyTable;
  readonly organizationColumn: string | undefined;
  readonly persons: ReadonlyMap<string, PersonRules>;
  /** Columns, as SQL calls them, that name objects in storage. */
  readonly files: readonly string[];
  /** A published view: other plugins may join it, nobody writes it. */
  readonly view?: { readonly sqlite: string; readonly postgres: string };
}

const declared = new Map<string, Declared>();
const declaredByTable = new WeakMap<object, Declared>();

// drizzle's is() compares entityKind up the constructor chain; this class answers to both kinds.
class EitherKind extends (PgTable as unknown as new () => object) {
  static readonly [entityKind]: string = (SQLiteTable as unknown as { [entityKind]: string })[entityKind];
}
class DualTable extends EitherKind {
  static override readonly [entityKind]: string = 'DualTable';
}

/** A table whose rows belong to no organization: people, sessions, the kernel's own. Columns are snake_case in SQL. */
export function table<Name extends string, C extends Columns>(
  name: Name,
  columns: C,
  options: TableOptions = {},
): Table<Name, C> {
  return declare(name, columns, options, undefined);
}

/**
 * A table whose rows belong to an organization. It gets the column `org` (`org_id`), and every statement on it must bind
 * `unitOrg` there, or it does not compile.
 */
export function tenantTable<Name extends string, C extends Columns>(
  name: Name,
  columns: C,
  options: TableOptions = {},
) {
  return declare(name, { ...columns, org: text('org_id').notNull() }, options, 'org_id');
}

/**
 * A narrow read-only view of a plugin's rows that other plugins may join (docs: published views), so that a list can be
 * sorted by surname without asking a service. `select` is SQL both dialects understand; its columns are those named here.
 */
export function publishedView<Name extends string, C extends Columns>(
  name: Name,
  columns: C,
  definition: { readonly select: string; readonly tenant: boolean },
) {
  const all = definition.tenant ? { ...columns, org: text('org_id').notNull() } : columns;
  const view = { sqlite: definition.select, postgres: definition.select };
  return declare(name, all as C & { org: ReturnType<typeof text> }, {}, definition.tenant ? 'org_id' : undefined, view);
}

function declare<Name extends string, C extends Columns>(
  name: Name,
  columns: C,
  options: TableOptions,
  organizationColumn: string | undefined,
  view?: Declared['view'],
): Table<Name, C> {
  if (declared.has(name)) throw new Error(`table ${name} is declared twice`);
  for (const [key, builder] of Object.entries(columns))
    (builder as unknown as { setName(name: string): void }).setName(snakeCase(key));
  const built = pgTable(name, columns);
  Object.setPrototypeOf(built, DualTable.prototype);
  const persons = new Map(
    Object.entries(columns).flatMap(([key, builder]) => {
      const rules = personRules.get(builder);
      return rules ? [[key, rules] as const] : [];
    }),
  );
  const entry: Declared = {
    ...options,
    name,
    table: built as unknown as AnyTable,
    organizationColumn,
    persons,
    files: Object.entries(columns).flatMap(([key, builder]) => (fileRefs.has(builder) ? [snakeCase(key)] : [])),
    ...(view && { view }),
  };
  declared.set(name, entry);
  declaredByTable.set(built, entry);
  return built as unknown as Table<Name, C>;
}

/** What was declared for this table. @throws Error when the table was not made by `table`, `tenantTable` or `publishedView` */
export function declarationOf(subject: object): Declared {
  const entry = declaredByTable.get(subject);
  if (!entry) throw new Error('not a table of the kit: use table() or tenantTable()');
  return entry;
}
/** The table that says this of itself. */
export const declarationAs = (as: Travels['as']): Declared | undefined =>
  [...declared.values()].find(({ travels }) => typeof travels === 'object' && travels.as === as);
export const declarationByName = (name: string): Declared | undefined => declared.get(name);
export const tableName = (subject: AnyTable): string => getTableConfig(subject as PgTable).name;
export const snakeCase = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
