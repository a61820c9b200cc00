// Where persons are: every column of a loaded plugin and of the kernel that was declared with `personRef`.
import { type AnyPluginSpec, type AnyTable, declarationOf, type PersonRules, snakeCase } from '@lectern/kit';
import { type Column, getTableColumns } from 'drizzle-orm';
import { kernelTables } from '../kernel/migrations.ts';

export interface PersonColumn {
  readonly plugin: string;
  readonly table: string;
  readonly property: string;
  readonly rules: PersonRules;
  /** As SQL calls them, here and below. */
  readonly column: string;
  /** The primary key. */
  readonly key: readonly string[];
  /** What says to which organization a row belongs; `tenant` when every row belongs to one. */
  readonly organization: string | undefined;
  readonly tenant: boolean;
  /** Keys and unique indexes that hold the person: two rows of two persons may meet there. */
  readonly meets: readonly { readonly others: readonly string[]; readonly where: string | undefined }[];
  /** Whether an index finds a person's rows. Without one they are changed afterwards, aside: see follow.ts. */
  readonly indexed: boolean;
  readonly columns: Readonly<Record<string, Column>>;
}

/** In load order, the kernel's first. */
export function personColumns(specs: readonly AnyPluginSpec[]): PersonColumn[] {
  const owned: (readonly [plugin: string, table: AnyTable])[] = [
    ...kernelTables.map((table) => ['kernel', table] as const),
    ...specs.flatMap(({ contract, tables = [] }) => tables.map((table) => [contract.id, table] as const)),
  ];
  return owned.flatMap(([plugin, table]) => columnsOf(plugin, table));
}

function columnsOf(plugin: string, table: AnyTable): PersonColumn[] {
  const declared = declarationOf(table);
  if (declared.view || declared.persons.size === 0) return [];
  const columns = getTableColumns(table) as Record<string, Column>;
  const named = (properties: readonly string[]) =>
    properties.map((property) => columns[property]?.name ?? snakeCase(property));
  const primary = Object.values(columns).find((one) => one.primary)?.name;
  const key = declared.key ? named(declared.key) : primary === undefined ? [] : [primary];
  const indexes = (declared.indexes ?? []).map((one) => ({ ...one, on: named(one.on) }));
  const organization =
    declared.organizationColumn ?? Object.values(columns).find(({ name }) => name === 'org_id')?.name;
  return [...declared.persons].map(([property, rules]): PersonColumn => {
    const column = columns[property]!.name;
    const unique = [{ on: key, where: undefined }, ...indexes.filter((one) => one.unique)];
    const found = [key, ...indexes.filter((one) => !one.where).map((one) => one.on)];
    return {
      plugin,
      table: declared.name,
      property,
      rules,
      column,
      key,
      organization,
      tenant: declared.organizationColumn !== undefined,
      meets: unique
        .filter(({ on }) => on.includes(column))
        .map(({ on, where }) => ({ others: on.filter((one) => one !== column), where })),
      indexed: found.some(([first, second]) => first === column || (first === organization && second === column)),
      columns,
    };
  });
}
