// Values as JSON that mean the same on both databases, so that a backup of one restores into the other.

import { declarationByName, declarationOf } from '@lectern/kit';
import { type Column, getTableColumns } from 'drizzle-orm';

/** Tables that no plugin declares: only the ledger of migrations. */
const ledger = 'schema_migrations';
export const isLedger = (table: string) => table === ledger;

/** @returns undefined for a table that the installed plugins do not know */
export function codecOf(table: string):
  | {
      toJson(row: Readonly<Record<string, unknown>>): Record<string, unknown>;
      fromJson(row: Readonly<Record<string, unknown>>): Record<string, unknown>;
    }
  | undefined {
  const declared = declarationByName(table);
  if (!declared) return undefined;
  const columns = Object.values(getTableColumns(declarationOf(declared.table).table)) as Column[];
  const each = (row: Readonly<Record<string, unknown>>, change: (column: Column, value: unknown) => unknown) =>
    Object.fromEntries(
      columns
        .filter(({ name }) => name in row)
        .map((column) => [column.name, row[column.name] === null ? null : change(column, row[column.name])]),
    );
  return {
    toJson: (row) => each(row, (column, value) => portable(column, value)),
    fromJson: (row) => each(row, (column, value) => (isJson(column) ? JSON.stringify(value) : value)),
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
