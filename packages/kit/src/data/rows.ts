// Many rows in one insert: one text and one parameter however many they are. A row at a time is a trip to Postgres each.
import { type Column, type DriverValueEncoder, getTableColumns, type SQL, type SQLWrapper, sql } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import type { Dialect } from './powers.ts';
import { type AnyTable, declarationOf } from './table.ts';
import { unitOrg } from './unit-org.ts';

type RowOf<C extends Record<string, Column>> = {
  readonly [K in keyof C]: C[K]['_']['data'] | (C[K]['_']['notNull'] extends true ? never : null);
};

/**
 * A parameter of many rows with these columns of a table, for `powers.rows`:
 * `query('users.insertAll', { rows: rowsOf({ id, name }) }, (q, p, powers) => q.insert(users).select(powers.rows(users, { id, name }, p.rows)))`.
 */
export const rowsOf = <C extends Record<string, Column>>(columns: C) => {
  const each = Object.entries(columns);
  const encode = (rows: readonly Record<string, unknown>[]) =>
    JSON.stringify(
      rows.map((row) => each.map(([key, column]) => (row[key] == null ? null : column.mapToDriverValue(row[key])))),
    );
  return { mapToDriverValue: encode } as unknown as DriverValueEncoder<readonly RowOf<C>[], unknown>;
};

/** See `Powers.rows`. */
export const rowsPower =
  (dialect: Dialect) =>
  (table: AnyTable, given: Readonly<Record<string, Column>>, rows: SQLWrapper): SQL => {
    const names = Object.keys(given);
    const { organizationColumn } = declarationOf(table);
    const values = Object.values(getTableColumns(table as PgTable) as Record<string, Column>).map((column) => {
      const place = names.findIndex((name) => given[name] === column);
      if (place >= 0) return valueAt[dialect](place, column);
      return column.name === organizationColumn ? sql`${unitOrg}` : sql`null`;
    });
    // `where true`: without it SQLite takes the `on` of a following `on conflict` for a join's.
    return sql`select ${sql.join(values, sql`, `)} from ${each[dialect](rows)} as "one" where true`;
  };

const valueAt: Record<Dialect, (place: number, column: Column) => SQL> = {
  sqlite: (place) => sql.raw(`json_extract("one"."value", '$[${place}]')`),
  postgres: (place, column) => sql.raw(`cast("one"."value" ->> ${place} as ${column.getSQLType()})`),
};
const each: Record<Dialect, (rows: SQLWrapper) => SQL> = {
  sqlite: (rows) => sql`json_each(${rows})`,
  postgres: (rows) => sql`json_array_elements(cast(${rows} as json))`,
};
