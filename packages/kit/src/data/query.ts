// A query is declared once and compiled once per dialect into text, a parameter binder and a row decoder:
// building a drizzle query per call costs ten to twenty times its execution (204 us against 12 compiled).
import {
  Column,
  type DriverValueEncoder,
  getTableColumns,
  is,
  noopDecoder,
  noopEncoder,
  Param,
  Placeholder,
  type SelectedFieldsOrdered,
  SQL,
  sql,
} from 'drizzle-orm';
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import { drizzle as postgresBuilder } from 'drizzle-orm/pg-proxy';
import { drizzle as sqliteBuilder } from 'drizzle-orm/sqlite-proxy';
import * as drizzleInternals from 'drizzle-orm/utils';
import { type Dialect, type Powers, powersOf, searchTerms } from './powers.ts';
import { declarationByName, declarationOf } from './table.ts';
import { assertTenancy, type TenancyRules } from './tenancy.ts';

export type Builder = PgDatabase<PgQueryResultHKT, Record<string, never>>;

/** A parameter that is not compared with a column, such as a page size. */
export const scalar = <T>() => noopEncoder as DriverValueEncoder<T, unknown>;
/** A list parameter, for `powers.inList`: one text whatever its length, so the statement is compiled once. */
export const list = <T extends string | number>() =>
  jsonEncoder as unknown as DriverValueEncoder<readonly T[], unknown>;
/** Path ranges from `Context.visible`, for `powers.within`. */
export const ranges = () =>
  jsonEncoder as unknown as DriverValueEncoder<readonly (readonly [low: string, high: string])[], unknown>;
/** What a person typed into a search field, for `powers.matches`. */
export const searchText = () => searchEncoder as unknown as DriverValueEncoder<string, unknown>;
const searchEncoder = {
  mapToDriverValue: (value: unknown) => value,
  forDialect: (dialect: Dialect) => ({ mapToDriverValue: (value: unknown) => searchTerms(dialect, String(value)) }),
};
const jsonEncoder = { mapToDriverValue: (value: unknown) => JSON.stringify(value) };

// biome-ignore lint/suspicious/noExplicitAny: the encoder's value type is inferred from each parameter by InputOf
type Parameter = Column | DriverValueEncoder<any, unknown>;
type InputOf<P> = P extends Column
  ? P['_']['data'] | (P['_']['notNull'] extends true ? never : null)
  : P extends DriverValueEncoder<infer T, unknown>
    ? T
    : never;
export type Inputs<P> = { [K in keyof P]: InputOf<P[K]> };
type Bound<P> = { [K in keyof P]: SQL<InputOf<P[K]>> & Placeholder<string, InputOf<P[K]>> };
/** What a statement with neither a selection nor `returning` gives is never a row. */
type RowOf<Result> = unknown extends Result ? never : Result extends (infer Row)[] ? Row : never;

export interface Query<In = unknown, Row = unknown> {
  readonly name: string;
  compile(dialect: Dialect): Compiled<In, Row>;
}
export interface Compiled<In = unknown, Row = unknown> {
  readonly name: string;
  readonly text: string;
  bind(input: In, org: string | undefined): unknown[];
  decode(row: unknown[]): Row;
  /** Runs on a read-only connection when no unit of work is open. */
  readonly reads: boolean;
}

/** Exported by drizzle at run time but not in its types; the pinned version keeps it. */
const { orderSelectedFields } = drizzleInternals as unknown as {
  orderSelectedFields(fields: object): SelectedFieldsOrdered<Column>;
};

const builders: Record<Dialect, Builder> = {
  postgres: postgresBuilder(async () => ({ rows: [] })) as unknown as Builder,
  sqlite: sqliteBuilder(async () => ({ rows: [] })) as unknown as Builder,
};
const names = new Set<string>();

/**
 * Declares a hot query: `query('enrollment.byCourse', { course: enrollments.course }, (q, p) => q.select()...)`.
 * Parameters are columns (which give type and codec), `scalar<T>()` or `list<T>()`. Inserts take run-time values as
 * parameters: a `$defaultFn` would run once, while compiling, and give every row the same value.
 *
 * @throws Error when the name is taken or longer than 63 bytes (a Postgres statement name)
 */
export function query<P extends Record<string, Parameter>, Result>(
  name: string,
  parameters: P,
  build: (q: Builder, p: Bound<P>, powers: Powers) => PromiseLike<Result>,
): Query<Inputs<P>, RowOf<Result>> {
  if (names.has(name)) throw new Error(`query ${name} is declared twice`);
  if (name.length > 63) throw new Error(`query name ${name} is longer than 63 characters`);
  names.add(name);
  const bound = Object.fromEntries(
    Object.entries(parameters).map(([key, encoder]) => [
      key,
      sql`${new Param(new Placeholder(key), encoder as DriverValueEncoder<unknown, unknown>)}`,
    ]),
  ) as unknown as Bound<P>;
  const done: Partial<Record<Dialect, Compiled<Inputs<P>, RowOf<Result>>>> = {};
  return {
    name,
    compile: (dialect) =>
      (done[dialect] ??= compile(name, dialect, build(builders[dialect], bound, powersOf(dialect)))),
  };
}

/** For filters that only the request knows. Costs a build per call; the tenancy check is remembered by text. */
export function dynamicQuery<Result>(
  name: string,
  build: (q: Builder, powers: Powers) => PromiseLike<Result>,
): Query<Record<never, never>, RowOf<Result>> {
  return { name: '', compile: (dialect) => compile(name, dialect, build(builders[dialect], powersOf(dialect)), true) };
}

interface Built {
  toSQL(): { sql: string; params: unknown[] };
  config: { fields?: object; returning?: SelectedFieldsOrdered<Column>; table?: object };
}

function compile<In, Row>(
  name: string,
  dialect: Dialect,
  built: PromiseLike<unknown>,
  dynamic = false,
): Compiled<In, Row> {
  const { sql: text, params } = (built as unknown as Built).toSQL();
  const { config } = built as unknown as Built;
  if (!config.fields && config.table) assertNoBakedDefaults(name, config.table);
  checkTenancy(name, text, params);
  const fields = config.returning ?? (config.fields ? orderSelectedFields(config.fields) : []);
  const changes = config.table !== undefined && !config.fields;
  return {
    name: dynamic ? '' : name,
    text: dialect === 'sqlite' ? withoutLooking(text) : text,
    bind: binder<In>(params, dialect),
    decode: decoder<Row>(fields),
    reads: !changes && /^\s*(select|with)/i.test(text),
  };
}

/**
 * To plan a select that sorts or limits, SQLite looks at what stands in `column = ?` and `limit ?`, and plans it anew
 * whenever that is bound (no QPSG in better-sqlite3's build): 20 us for a statement that takes 2. Behind a plus it does not look.
 */
const withoutLooking = (text: string): string =>
  text.replace(/'(?:[^']|'')*'|"(?:[^"]|"")*"|\?/g, (token) => (token === '?' ? '+?' : token));

const checked = new Set<string>();
function checkTenancy(name: string, text: string, params: readonly unknown[]): void {
  const parameters = params.map((param) => placeholderOf(param)?.name);
  const key = `${text}\u0000${parameters.map((parameter) => (parameter === '$org' ? 1 : 0)).join('')}`;
  if (checked.has(key)) return;
  assertTenancy(name, text, parameters, rules);
  if (checked.size > 5_000) checked.clear();
  checked.add(key);
}
const rules: TenancyRules = {
  organizationColumn(table) {
    const entry = declarationByName(table);
    if (entry) return entry.organizationColumn;
    const searched = declarationByName(table.replace(/_fts$/, ''));
    return searched?.search ? searched.organizationColumn : 'unknown';
  },
};

function assertNoBakedDefaults(name: string, target: object): void {
  for (const column of Object.values(getTableColumns(target as never)) as Column[]) {
    if (column.defaultFn || column.onUpdateFn)
      throw new Error(`${name}: ${column.name} has a run-time default; pass it as a parameter`);
  }
  if (declarationOf(target).view)
    throw new Error(`${name}: ${declarationOf(target).name} is a published view, which nobody writes`);
}

const placeholderOf = (param: unknown): Placeholder | undefined =>
  is(param, Placeholder) ? param : is(param, Param) && is(param.value, Placeholder) ? param.value : undefined;

/** Generated, because a loop over closures costs twice the time of the statement itself for wide rows. */
function binder<In>(params: unknown[], dialect: Dialect): Compiled<In, unknown>['bind'] {
  const encoders = params.map((param) => {
    if (!is(param, Param)) return undefined;
    const encoder =
      'forDialect' in param.encoder
        ? (param.encoder as unknown as typeof searchEncoder).forDialect(dialect)
        : param.encoder;
    return (value: unknown) => encoder.mapToDriverValue(value);
  });
  const parts = params.map((param, i) => {
    const name = placeholderOf(param)?.name;
    if (name === '$org') return 'organization(org)';
    if (name === undefined) return `constants[${i}]`;
    const value = `input[${JSON.stringify(name)}]`;
    return isPassThrough((param as Param).encoder)
      ? `(${value} ?? null)`
      : `(${value} == null ? null : encode[${i}](${value}))`;
  });
  return new Function('constants', 'encode', 'organization', `return (input, org) => [${parts.join(', ')}]`)(
    params,
    encoders,
    organization,
  );
}
function organization(org: string | undefined): string {
  if (org === undefined) throw new Error('this query needs an organization, and the current scope has none');
  return org;
}

/** Object literals with a fixed shape, and no call for columns whose driver value is already the value. */
function decoder<Row>(fields: SelectedFieldsOrdered<Column>): (row: unknown[]) => Row {
  const decoders = fields.map(({ field }) => decoderOf(field));
  interface Group {
    [key: string]: string | Group;
  }
  const shape: Group = {};
  const absentWhen = new Map<string, string>();
  fields.forEach(({ path, field }, i) => {
    let group = shape;
    for (const key of path.slice(0, -1)) {
      group[key] ??= {};
      group = group[key] as Group;
    }
    const codec = decoders[i] as object;
    group[path.at(-1)!] = isPassThrough(codec)
      ? `row[${i}]`
      : `(row[${i}] === null ? null : decode[${i}].mapFromDriverValue(row[${i}]))`;
    if (path.length === 2 && is(field, Column) && field.notNull) absentWhen.set(path[0]!, `row[${i}] === null`);
  });
  const literal = (group: Group): string => {
    const entries = Object.entries(group).map(([key, value]) => {
      const guard = typeof value !== 'string' && absentWhen.get(key); // a left-joined table that is not there reads as null
      const text = typeof value === 'string' ? value : guard ? `${guard} ? null : ${literal(value)}` : literal(value);
      return `${JSON.stringify(key)}: ${text}`;
    });
    return `{ ${entries.join(', ')} }`;
  };
  return new Function('decode', `return (row) => (${literal(shape)})`)(decoders);
}
function decoderOf(field: SelectedFieldsOrdered<Column>[number]['field']): object {
  const source = is(field, Column) ? field : is(field, SQL) ? field : (field as SQL.Aliased).sql;
  const inner = (source as unknown as { decoder?: object }).decoder;
  return inner ?? source;
}
function isPassThrough(codec: object): boolean {
  if (is(codec, Column))
    return (
      codec.getSQLType() === 'text' || codec.getSQLType() === 'integer' || codec.getSQLType() === 'double precision'
    );
  return codec === noopDecoder || codec === noopEncoder;
}
