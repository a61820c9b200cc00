// Which rows are an organization's, from the declarations of the tables, so that no plugin is forgotten. Four tables belong to
// no tenant and say of themselves what they are: the organization, its hosts, the accounts of its people and their aliases.
import {
  type AnyPluginSpec,
  type AnyTable,
  declarationAs,
  declarationByName,
  declarationOf,
  resources,
  snakeCase,
  type Travels,
} from '@lectern/kit';
import { type Column, getTableColumns } from 'drizzle-orm';
import { auditEntries, auditHeads, auditHolds, auditLogs, auditNodes, auditStatements } from '../audit/tables.ts';
import { behaviourEvents } from '../track/tables.ts';
import { ArchiveError } from './manifest.ts';
import type { Row } from './row.ts';

export interface CarriedTable {
  readonly plugin: string;
  readonly name: string;
  /** By their names in SQL, here and below. */
  readonly columns: ReadonlyMap<string, Column>;
  /** Says whose row it is. */
  readonly organization: string;
  readonly key: readonly string[];
  readonly persons: readonly PersonIn[];
  readonly files: readonly string[];
  /** Column -> the column of another table that it points to. */
  readonly references: readonly { readonly column: string; readonly table: string; readonly target: string }[];
}
export interface PersonIn {
  readonly column: string;
  /** Sealed rows keep the id they were written with: the log would not verify otherwise. */
  readonly sealed: boolean;
}

/** The name of the table that says of itself what it is. @throws ArchiveError when no plugin has one */
function named(as: Travels['as']): string {
  const declared = declarationAs(as);
  if (!declared) throw new ArchiveError(`No plugin here keeps ${as === 'people' ? 'accounts of people' : as}.`);
  return declared.name;
}
export const organizationTable = () => named('organization');
export const peopleTable = () => named('people');
/** undefined where accounts are never made one. */
export const aliasTable = () => declarationAs('aliases')?.name;

/** Kernel's last, in the order in which they are written: the end of the log before its records, or they would be sealed anew. */
export function carriedTables(specs: readonly AnyPluginSpec[]): CarriedTable[] {
  const found: CarriedTable[] = [];
  for (const { contract, tables = [] } of specs)
    for (const table of tables) {
      const { view, organizationColumn, travels } = declarationOf(table);
      if (view || travels === 'no') continue;
      if (travels?.as === 'organization') found.push(carried(contract.id, table, 'id'));
      else if (travels?.as === 'hosts')
        found.push(carried(contract.id, table, snakeCase(travels.of ?? 'organization')));
      else if (organizationColumn) found.push(carried(contract.id, table, organizationColumn));
    }
  const log = [auditLogs, auditNodes, auditStatements, auditHeads, auditHolds, auditEntries];
  for (const table of [resources, behaviourEvents, ...log])
    found.push(carried('kernel', table as unknown as AnyTable, 'org_id'));
  return found;
}

/** The accounts' own table, described as the others are. @throws ArchiveError when no plugin has accounts */
export function peopleOf(specs: readonly AnyPluginSpec[]): CarriedTable {
  const declared = declarationAs('people');
  const owner = specs.find(({ tables = [] }) => declared && tables.includes(declared.table));
  if (!declared || !owner) throw new ArchiveError('No plugin here keeps accounts of people.');
  return carried(owner.contract.id, declared.table, 'id');
}

function carried(plugin: string, table: AnyTable, organization: string): CarriedTable {
  const { name, key, persons, files, references = {} } = declarationOf(table);
  const columns = getTableColumns(table) as Record<string, Column>;
  return {
    plugin,
    name,
    organization,
    columns: new Map(Object.values(columns).map((column) => [column.name, column])),
    key: key
      ? key.map((property) => columns[property]!.name)
      : Object.values(columns).flatMap((column) => (column.primary ? [column.name] : [])),
    persons: [...persons].map(([property, { onMerge }]) => ({
      column: columns[property]!.name,
      sealed: onMerge === 'keep',
    })),
    files,
    references: Object.entries(references).map(([property, [to, target]]) => ({
      column: columns[property]!.name,
      table: declarationOf(to).name,
      target: snakeCase(target),
    })),
  };
}

/** What the installation says of such a row and the row does not say itself, by column: an archive says nothing of it. */
export function ofTheHouse({ name }: Pick<CarriedTable, 'name'>): Row {
  const { travels } = declarationByName(name) ?? {};
  const house = typeof travels === 'object' ? (travels.house ?? {}) : {};
  return Object.fromEntries(Object.entries(house).map(([property, value]) => [snakeCase(property), value]));
}

/** As an archive holds it. */
export function withoutTheHouse(table: CarriedTable, row: Row): Row {
  const bare = { ...row, ...ofTheHouse(table) };
  return table.name === organizationTable() ? { ...bare, changed_at: row.created_at } : bare;
}

/** Tables of an organization whose rows stay where they are. */
export const stayingTables = (specs: readonly AnyPluginSpec[]): { name: string; organization: string }[] =>
  specs.flatMap(({ tables = [] }) =>
    tables
      .map(declarationOf)
      .flatMap(({ name, travels, organizationColumn }) =>
        travels === 'no' && organizationColumn ? [{ name, organization: organizationColumn }] : [],
      ),
  );
