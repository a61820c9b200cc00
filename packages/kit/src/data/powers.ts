// Where the two dialects truly differ, a query asks for a named power and does not ask which database it is on.
import { type Column, getTableColumns, type SQL, type SQLWrapper, sql } from 'drizzle-orm';
import { rowsPower } from './rows.ts';
import { type AnyTable, declarationOf } from './table.ts';
import { unitOrg } from './unit-org.ts';

export type Dialect = 'sqlite' | 'postgres';

export interface Powers {
  /** `column in (values of a list parameter)`, with one statement text for every length. */
  inList(column: SQLWrapper, values: SQLWrapper): SQL<boolean>;
  /** Rows of a table declared with `search` whose text has a word beginning with each word of a `searchText()` parameter. */
  matches(table: AnyTable, terms: SQLWrapper): SQL<boolean>;
  /** How well the row matched; order ascending, best first. Only beside `matches` on the same row. */
  rank(table: AnyTable, terms: SQLWrapper): SQL<number>;
  /** Text at a path of a json column. */
  jsonText(column: SQLWrapper, ...path: string[]): SQL<string | null>;
  /** Whether a path lies in one of the ranges of a `ranges()` parameter: see `Context.visible`. */
  within(path: SQLWrapper, ranges: SQLWrapper): SQL<boolean>;
  /** As `inList`, of a list that the rows are to be read from: on Postgres as an array, which an index is searched for. */
  amongIds(id: SQLWrapper, ids: SQLWrapper): SQL<boolean>;
  /** Whether an id is in a list, or that of a resource of the type within ranges: read from these, for `visibleQuery`. */
  amongFew(id: SQLWrapper, ids: SQLWrapper, ranges: SQLWrapper, type: SQLWrapper): SQL<boolean>;
  /** How many resources of the type lie within ranges, counted up to `most`. */
  countWithin(ranges: SQLWrapper, type: SQLWrapper, most: SQLWrapper): SQL<number>;
  /** Rows of a `rowsOf()` parameter as the select of an insert; what is not given is null, or the unit's organization. */
  rows(table: AnyTable, given: Readonly<Record<string, Column>>, rows: SQLWrapper): SQL;
  /** Appended to a select that claims rows for one worker among many; nothing on SQLite, which has one writer. */
  readonly skipLocked: SQL;
  /** Whole number of milliseconds between two time columns. */
  millisecondsBetween(earlier: SQLWrapper, later: SQLWrapper): SQL<number>;
}

const path = (parts: readonly string[]) => `$${parts.map((part) => `."${part.replaceAll('"', '')}"`).join('')}`;

function searchIndexOf(table: AnyTable) {
  const { name, search, key, organizationColumn } = declarationOf(table);
  const columns = getTableColumns(table);
  if (!search) throw new Error(`table ${name} is not declared with search`);
  const identity = columns[key?.[0] ?? 'id'];
  if (!identity || (key && key.length > 1)) throw new Error(`table ${name} needs a key of one column to be searched`);
  const fts = sql.identifier(`${name}_fts`);
  const ours = organizationColumn ? sql` and ${fts}.${sql.identifier(organizationColumn)} = ${unitOrg}` : sql``;
  return { fts, identity, ours };
}
/** From each range to what lies in it, whatever the planner thinks of it. */
const withinSqlite = (ranges: SQLWrapper, type: SQLWrapper) =>
  sql`json_each(${ranges}) as "seen" cross join "resources" as "within" where "within"."org_id" = ${unitOrg} and "within"."type" = ${type} and "within"."path" >= json_extract("seen"."value", '$[0]') and "within"."path" < json_extract("seen"."value", '$[1]')`;
/** `offset 0` keeps the two apart: joined, the planner takes every range for a ninth of the table and reads all of it. */
const withinPostgres = (ranges: SQLWrapper, type: SQLWrapper) =>
  sql`json_array_elements(${ranges}::json) as "seen" cross join lateral (select "under"."id" from "resources" as "under" where "under"."org_id" = ${unitOrg} and "under"."type" = ${type} and "under"."path" >= ("seen"."value" ->> 0) collate "C" and "under"."path" < ("seen"."value" ->> 1) collate "C" offset 0) as "within"`;
const counted = (rows: SQL, most: SQLWrapper) =>
  sql`(select count(*) from (select 1 as "one" from ${rows} limit ${most}) as "some")`.mapWith(Number);

const sqlite: Powers = {
  inList: (column, values) => sql`${column} in (select value from json_each(${values}))`,
  matches: (table, terms) => {
    const { fts, identity, ours } = searchIndexOf(table);
    return sql`${identity} in (select "row_key" from ${fts} where ${fts} match ${terms}${ours})`;
  },
  rank: (table, terms) => {
    const { fts, identity, ours } = searchIndexOf(table);
    // Scored once for all hits: as a plain subquery it is scored again for each (1,577 hits took 0.9 s, now 19 ms).
    const hits = sql`"hits" as materialized (select "row_key", bm25(${fts}) as "score" from ${fts} where ${fts} match ${terms}${ours})`;
    return sql`(with ${hits} select "score" from "hits" where "hits"."row_key" = ${identity})`.mapWith(Number);
  },
  jsonText: (column, ...parts) => sql`json_extract(${column}, ${sql.raw(`'${path(parts).replaceAll("'", "''")}'`)})`,
  // Taken apart once, not for each row: a hundred ranges over 5,000 rows took 253 ms, now 49.
  within: (path, ranges) =>
    sql`exists (with "seen" as materialized (select json_extract("value", '$[0]') as "low", json_extract("value", '$[1]') as "high" from json_each(${ranges})) select 1 from "seen" where ${path} >= "low" and ${path} < "high")`,
  amongIds: (id, ids) => sql`${id} in (select "value" from json_each(${ids}))`,
  amongFew: (id, ids, ranges, type) =>
    sql`${id} in (select "value" from json_each(${ids}) union all select "within"."id" from ${withinSqlite(ranges, type)})`,
  countWithin: (ranges, type, most) => counted(withinSqlite(ranges, type), most),
  rows: rowsPower('sqlite'),
  skipLocked: sql``,
  millisecondsBetween: (earlier, later) =>
    sql`cast(round((julianday(${later}) - julianday(${earlier})) * 86400000) as integer)`.mapWith(Number),
};

const postgres: Powers = {
  inList: (column, values) => sql`${column} in (select value from json_array_elements_text(${values}::json))`,
  matches: (table, terms) => {
    const { fts, identity, ours } = searchIndexOf(table);
    return sql`${identity} in (select "row_key" from ${fts} where "vector" @@ to_tsquery('simple', ${terms})${ours})`;
  },
  rank: (table, terms) => {
    const { fts, identity, ours } = searchIndexOf(table);
    return sql`(select -ts_rank("vector", to_tsquery('simple', ${terms})) from ${fts} where "row_key" = ${identity}${ours})`.mapWith(
      Number,
    );
  },
  jsonText: (column, ...parts) =>
    sql`${column} #>> ${sql.raw(`'{${parts.map((part) => `"${part.replaceAll(/["'\\\\]/g, '')}"`).join(',')}}'`)}`,
  within: (path, ranges) =>
    sql`exists (with "seen" as materialized (select ("value" ->> 0) collate "C" as "low", ("value" ->> 1) collate "C" as "high" from json_array_elements(${ranges}::json)) select 1 from "seen" where ${path} >= "low" and ${path} < "high")`,
  amongIds: (id, ids) => sql`${id} = any (array(select json_array_elements_text(${ids}::json)))`,
  // As an array, which an index is searched for: as a subquery it was joined, with 5,000 rows read for 51.
  amongFew: (id, ids, ranges, type) =>
    sql`${id} = any (array(select json_array_elements_text(${ids}::json)) || array(select "within"."id" from ${withinPostgres(ranges, type)}))`,
  countWithin: (ranges, type, most) => counted(withinPostgres(ranges, type), most),
  rows: rowsPower('postgres'),
  skipLocked: sql` for update skip locked`,
  millisecondsBetween: (earlier, later) =>
    sql`cast(round(extract(epoch from (${later} - ${earlier})) * 1000) as bigint)`.mapWith(Number),
};

export const powersOf = (dialect: Dialect): Powers => (dialect === 'sqlite' ? sqlite : postgres);

/** What people type, as a query of the dialect's full-text engine: every word, as a prefix. Never a syntax error. */
export function searchTerms(dialect: Dialect, typed: string): string {
  // FTS5 folds its queries by itself; for Postgres the marks go that its index has taken off (ddl-postgres.ts): in other
  // scripts they are letters.
  const bare = dialect === 'sqlite' ? typed : typed.normalize('NFD').replaceAll(/[\u0300-\u036f]/g, '');
  const words =
    bare
      .normalize('NFC')
      .match(/[\p{L}\p{N}\p{M}]+/gu)
      ?.slice(0, 16) ?? [];
  return dialect === 'sqlite'
    ? words.map((word) => `"${word}"*`).join(' ') || '""'
    : words.map((word) => `'${word}':*`).join(' & ');
}
