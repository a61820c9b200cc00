// What must happen to a database so that it has the tables now declared: either steps that any running version of the
// program survives, or a refusal of everything else (see refused.ts for the way out).
import type { ColumnSnapshot, IndexSnapshot, Snapshot, TableSnapshot, ViewSnapshot } from './snapshot.ts';

/** One step that loses nothing and that the version before this one does not notice. */
export type Change =
  | { readonly kind: 'create table'; readonly table: TableSnapshot }
  | { readonly kind: 'add column'; readonly table: TableSnapshot; readonly column: ColumnSnapshot }
  | { readonly kind: 'create index' | 'drop index'; readonly table: TableSnapshot; readonly index: IndexSnapshot }
  | { readonly kind: 'create search' | 'drop search'; readonly table: TableSnapshot }
  | { readonly kind: 'create permanence' | 'drop permanence'; readonly table: TableSnapshot }
  | { readonly kind: 'create view' | 'drop view'; readonly view: ViewSnapshot };

/** A step that loses data or breaks what runs: somebody decides when, and writes it by hand. */
export type Refused =
  | { readonly kind: 'drop table'; readonly before: TableSnapshot }
  | {
      readonly kind: 'change table';
      readonly before: TableSnapshot;
      readonly after: TableSnapshot;
      readonly why: readonly string[];
    };

export interface Difference {
  /** In the order in which they can run. */
  readonly changes: readonly Change[];
  readonly refused: readonly Refused[];
}

export function differenceOf(before: Snapshot, after: Snapshot): Difference {
  const pairs = after.tables.map((table) => ({ table, old: named(before.tables, table.name) }));
  const kept = pairs.flatMap(({ table, old }) => (old ? [{ table, old }] : []));
  const changedViews = after.views.filter((view) => !same(view, named(before.views, view.name)));
  const droppedViews = before.views.filter((view) => !same(view, named(after.views, view.name)));
  const searches = kept.filter(({ table, old }) => !same(table.search, old.search));
  // It names every column that may not change, so it is made anew when one comes.
  const permanences = kept.filter(
    ({ table, old }) => !same([table.permanent, table.columns.length], [old.permanent, old.columns.length]),
  );
  return {
    changes: [
      ...droppedViews.reverse().map((view): Change => ({ kind: 'drop view', view })),
      ...permanences
        .filter(({ old }) => old.permanent)
        .map(({ old }): Change => ({ kind: 'drop permanence', table: old })),
      ...searches
        .filter(({ old }) => old.search.length > 0)
        .map(({ old }): Change => ({ kind: 'drop search', table: old })),
      ...kept.flatMap(({ table, old }) =>
        without(old.indexes, table.indexes).map((index): Change => ({ kind: 'drop index', table, index })),
      ),
      ...pairs.filter(({ old }) => !old).map(({ table }): Change => ({ kind: 'create table', table })),
      ...kept.flatMap(({ table, old }) =>
        addedColumns(old, table).map((column): Change => ({ kind: 'add column', table, column })),
      ),
      ...kept.flatMap(({ table, old }) =>
        without(table.indexes, old.indexes).map((index): Change => ({ kind: 'create index', table, index })),
      ),
      ...searches
        .filter(({ table }) => table.search.length > 0)
        .map(({ table }): Change => ({ kind: 'create search', table })),
      ...permanences
        .filter(({ table }) => table.permanent)
        .map(({ table }): Change => ({ kind: 'create permanence', table })),
      ...changedViews.map((view): Change => ({ kind: 'create view', view })),
    ],
    refused: [
      ...kept.flatMap(({ table, old }): Refused[] => {
        const why = whyRefused(old, table);
        return why.length > 0 ? [{ kind: 'change table', before: old, after: table, why }] : [];
      }),
      // In the reverse order of references: what points to a table goes before it.
      ...before.tables
        .filter((table) => !named(after.tables, table.name))
        .reverse()
        .map((table): Refused => ({ kind: 'drop table', before: table })),
    ],
  };
}

function whyRefused(before: TableSnapshot, after: TableSnapshot): string[] {
  const gone = before.columns.filter((column) => !named(after.columns, column.name));
  const added = addedColumns(before, after);
  const renamed = gone.length === 1 && added.length === 1 && gone[0]?.type === added[0]?.type ? added[0] : undefined;
  const changed = after.columns.flatMap((column) => {
    const old = named(before.columns, column.name);
    if (!old)
      return column.notNull && column.default === undefined
        ? [`${column.name} is added not null without a default`]
        : [];
    if (old.type !== column.type) return [`${column.name} changes from ${old.type} to ${column.type}`];
    if (!same(old.default, column.default)) return [`${column.name} changes its default`];
    return old.notNull === column.notNull ? [] : [`${column.name} becomes ${column.notNull ? 'not null' : 'nullable'}`];
  });
  const references = after.references.filter((one) => {
    const column = named(added, one.column);
    return column ? column.default !== undefined : !before.references.some((old) => same(old, one));
  });
  const noLonger = before.references.filter(
    (old) => named(after.columns, old.column) && !after.references.some((one) => same(old, one)),
  );
  return [
    ...gone.map((column) => `${column.name} is dropped${renamed ? `, or renamed to ${renamed.name}` : ''}`),
    ...changed,
    ...(same([before.key, before.natural], [after.key, after.natural]) ? [] : ['its key changes']),
    ...(before.tenant === after.tenant ? [] : ['whether its rows belong to an organization changes']),
    ...references.map((one) => `${one.column} becomes a reference`),
    ...noLonger.map((one) => `${one.column} is no reference any more`),
  ];
}

export const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
const named = <T extends { readonly name: string }>(list: readonly T[], name: string): T | undefined =>
  list.find((one) => one.name === name);
const addedColumns = (before: TableSnapshot, after: TableSnapshot) =>
  after.columns.filter((column) => !named(before.columns, column.name));
/** Indexes of one list that the other does not have; names follow from columns, uniqueness and condition. */
const without = (list: readonly IndexSnapshot[], other: readonly IndexSnapshot[]) =>
  list.filter((index) => !other.some((one) => same(one, index)));
