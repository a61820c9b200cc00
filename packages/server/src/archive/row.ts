// A row of an archive, judged by the columns of the table it goes to. The services that wrote such rows have judged their
// inputs; nobody has judged these.
import type { Column } from 'drizzle-orm';
import type { CarriedTable } from './carried.ts';
import { ArchiveError } from './manifest.ts';

export type Row = Record<string, unknown>;

const deepest = 100;
const longestId = 200;

/** @param where in words, for the refusal */
export function rowOf(table: CarriedTable, value: unknown, where: string): Row {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) refuse(where, 'is no row');
  const row = value as Row;
  const names = Object.keys(row);
  const strange = names.find((name) => !table.columns.has(name));
  if (strange !== undefined) refuse(where, `has a column ${JSON.stringify(strange)}, which the table does not have`);
  for (const [name, column] of table.columns) {
    if (!Object.hasOwn(row, name)) refuse(where, `has no ${name}`);
    const found = row[name];
    if (found === null) {
      if (column.notNull || column.primary) refuse(where, `has no value for ${name}`);
    } else if (!fits(column, found)) refuse(where, `has a value for ${name} that is no ${wordFor(column)}`);
  }
  for (const name of table.key) {
    const found = row[name];
    if (typeof found === 'string' && (found.length > longestId || found === ''))
      refuse(where, `has a value for ${name} that is no id`);
  }
  return row;
}

const refuse = (where: string, what: string): never => {
  throw new ArchiveError(`${where} ${what}. The archive was changed, or made by another version.`);
};
const moment = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

function fits(column: Column, value: unknown): boolean {
  switch (column.getSQLType()) {
    case 'boolean':
      return typeof value === 'boolean';
    case 'integer':
      return Number.isInteger(value) && Math.abs(value as number) < 2 ** 31;
    case 'bigint':
      return Number.isSafeInteger(value);
    case 'double precision':
      return Number.isFinite(value);
    case 'timestamptz(3)':
      return typeof value === 'string' && moment.test(value) && !Number.isNaN(Date.parse(value));
    case 'jsonb':
      return isStorable(value, 0);
    default:
      return typeof value === 'string' && isText(value);
  }
}
/** Postgres keeps no NUL and no half of a surrogate pair. */
const isText = (value: string) => !value.includes('\0') && value.isWellFormed();
function isStorable(value: unknown, depth: number): boolean {
  if (typeof value === 'string') return isText(value);
  if (typeof value !== 'object' || value === null) return typeof value !== 'number' || Number.isFinite(value);
  if (depth === deepest) return false;
  if (Array.isArray(value)) return value.every((one) => isStorable(one, depth + 1));
  return Object.entries(value).every(([key, one]) => isText(key) && isStorable(one, depth + 1));
}
const words: Readonly<Record<string, string>> = {
  boolean: 'truth value',
  integer: 'whole number',
  bigint: 'whole number',
  'double precision': 'number',
  'timestamptz(3)': 'time',
  jsonb: 'value that can be kept',
};
const wordFor = (column: Column) => words[column.getSQLType()] ?? 'text';
