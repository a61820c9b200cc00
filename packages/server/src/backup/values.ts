// Values as JSON that mean the same on both databases, so that a backup of one restores into the other.

import { declarationByName, declarationOf } from '@lectern/kit';
import { type Column, getTableColumns } from 'drizzle-orm';

/** Tables that no plugin declares: only the ledger of migrations. */
const ledger = 'schema_migrations';
export const isLedger = (table: string) => table === ledger;

type Row = Readonly<Record<string, unknown>>;
interface Codec {
  toJson(row: Row): Record<string, unknown>;
  fromJson(row: Row): Record<string, unknown>;
}

/**
 * What no plugin declares any more (a column that a new version lets go, a table whose plugin was taken out) is kept as
 * the driver gives it, which fits the database it came from. @returns undefined for the ledger
 */
export function codecOf(table: string): Codec | undefined {
  if (isLedger(table)) return undefined;
  const declared = declarationByName(table);
  const columns = declared ? (Object.values(getTableColumns(declarationOf(declared.table).table)) as Column[]) : [];
  const byName = new Map(columns.map((column) => [column.name, column]));
  const each = (row: Row, change: (column: Column | undefined, value: unknown) => unknown) =>
    Object.fromEntries(
      Object.entries(row).map(([name, value]) => [name, value === null ? null : change(byName.get(name), value)]),
    );
  return {
    toJson: (row) => each(row, (column, value) => (column ? portable(column, value) : value)),
    fromJson: (row) =>
      each(row, (column, value) =>
        (column ? isJson(column) : typeof value === 'object') ? JSON.stringify(value) : value,
      ),
  };
}

const isJson = (column: Column) => column.getSQLType() === 'jsonb';

function portable(column: Column, value: unknown): unknown {
  switch (column.getSQLType()) {
    case 'boolean':
      return value === 1 || value === true || value === 't';
    case 'jsonb':
      return typeof value === 'string' ? (JSON.parse(value) as unknown) : value;
    case 'integer':
    case 'bigint':
    case 'double precision':
      return Number(value);
    case 'timestamptz(3)':
      return new Date(String(value)).toISOString();
    default:
      return value;
  }
}
