// Which rows are an organization's, from the declarations of the tables, so that no plugin is forgotten. Four tables that
// belong to no tenant are named here: the organization itself, its hosts, the accounts of its people and their aliases.
import {
  type AnyPluginSpec,
  type AnyTable,
  declarationByName,
  declarationOf,
  resources,
  snakeCase,
} from '@lectern/kit';
import { type Column, getTableColumns } from 'drizzle-orm';
import { auditEntries, auditHeads } from '../audit/tables.ts';
import { behaviourEvents } from '../track/tables.ts';
import { ArchiveError } from './manifest.ts';

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

/**
 * What stays behind. Ways in: a provider trusted here says nothing there, and its secret is sealed with this school's key.
 * Lists of people on their way in: their files may hold passwords.
 */
const staysBehind = new Set(['sign_on_providers', 'sign_on_accounts', 'person_imports', 'person_import_remarks']);

export const organizationTable = 'organizations';
const hostTable = 'organization_domains';
export const peopleTable = 'users';
export const aliasTable = 'merged_accounts';

/** Kernel's last, in the order in which they are written: the log's head before its records, or they would be sealed anew. */
export function carriedTables(specs: readonly AnyPluginSpec[]): CarriedTable[] {
  const found: CarriedTable[] = [];
  for (const { contract, tables = [] } of specs)
    for (const table of tables) {
      const { name, view, organizationColumn } = declarationOf(table);
      if (view || staysBehind.has(name)) continue;
      if (name === organizationTable) found.push(carried(contract.id, table, 'id'));
      else if (name === hostTable) found.push(carried(contract.id, table, 'organization'));
      else if (organizationColumn) found.push(carried(contract.id, table, organizationColumn));
    }
  for (const table of [resources, behaviourEvents, auditHeads, auditEntries])
    found.push(carried('kernel', table as unknown as AnyTable, 'org_id'));
  return found;
}

/** The accounts' own table, described as the others are. @throws ArchiveError when no plugin has accounts */
export function peopleOf(specs: readonly AnyPluginSpec[]): CarriedTable {
  const declared = declarationByName(peopleTable);
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

/**
 * What the installation says of an organization and the organization does not: where it stands in the tree, how it is
 * reached, whether it is open, what it may use. An archive says nothing of it.
 */
export const ofTheHouse = {
  is_default: false,
  parent: null,
  address: null,
  state: 'deleted',
  erase_at: null,
  max_people: null,
  max_bytes: null,
  max_minutes: null,
} as const satisfies Record<string, unknown>;

/** As an archive holds it. */
export function withoutTheHouse(table: string, row: Record<string, unknown>): Record<string, unknown> {
  if (table === organizationTable) return { ...row, ...ofTheHouse, changed_at: row.created_at };
  // Whoever claims a host shows anew that it leads here.
  return table === hostTable ? { ...row, verified_at: null } : row;
}
