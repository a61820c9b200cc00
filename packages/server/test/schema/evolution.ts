// Random histories of a plugin's tables, each step one that migrations do on their own.
import fc from 'fast-check';
import {
  type ColumnSnapshot,
  type ColumnType,
  emptySnapshot,
  indexSnapshot,
  type Snapshot,
  type TableSnapshot,
} from '../../src/schema/snapshot.ts';

const defaults: Record<ColumnType, string | number | boolean> = {
  text: `it's "so"`,
  integer: -3,
  bigint: 2 ** 40,
  boolean: true,
  'double precision': 0.25,
  'timestamptz(3)': '2026-11-22T10:00:00.000Z',
  jsonb: '{"a": 1}',
};
const types = Object.keys(defaults) as ColumnType[];

/** One step, whose numbers pick among what the tables offer at that moment. */
interface Step {
  readonly kind: 'table' | 'column' | 'reference' | 'index' | 'drop index' | 'search' | 'view' | 'drop view';
  readonly a: number;
  readonly b: number;
  readonly flag: boolean;
}
const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom(
    ...(['table', 'column', 'column', 'reference', 'index', 'index'] as const),
    ...(['drop index', 'drop index', 'search', 'search', 'search', 'view', 'view', 'drop view'] as const),
  ),
  a: fc.nat(97),
  b: fc.nat(97),
  flag: fc.boolean(),
});
/** Versions of the tables, each made of a few steps from the one before; the first is empty. */
export const history: fc.Arbitrary<Snapshot[]> = fc
  .array(fc.array(step, { minLength: 1, maxLength: 6 }), { minLength: 2, maxLength: 5 })
  .map((versions) => {
    let serial = 0;
    let current = emptySnapshot;
    const later = versions.map((steps) => {
      current = steps.reduce((before, one) => apply(before, one, serial++), current);
      return current;
    });
    return [emptySnapshot, ...later];
  });

const pick = <T>(list: readonly T[], at: number): T | undefined => list[at % Math.max(list.length, 1)];
const column = (name: string, type: ColumnType, notNull = true): ColumnSnapshot => ({ name, type, notNull });

function apply(before: Snapshot, { kind, a, b, flag }: Step, serial: number): Snapshot {
  const table = pick(before.tables, a);
  if (kind === 'table' || !table) return { ...before, tables: [...before.tables, newTable(serial, a, flag)] };
  const change = (to: Partial<TableSnapshot>): Snapshot => ({
    ...before,
    tables: before.tables.map((one) => (one === table ? { ...one, ...to } : one)),
  });
  switch (kind) {
    case 'column': {
      const type = pick(types, b) as ColumnType;
      const added = { ...column(`c${serial}`, type, flag), ...((flag || b % 2 === 0) && { default: defaults[type] }) };
      const at = b % (table.columns.length + 1); // declared anywhere, added last
      return change({ columns: table.columns.toSpliced(at, 0, added) });
    }
    case 'reference': {
      const earlier = before.tables.slice(0, before.tables.indexOf(table) + 1);
      const target = pick(
        earlier.filter((one) => one.key.length === 1),
        b,
      );
      if (!target) return before;
      const name = `ref${serial}`;
      return change({
        columns: [...table.columns, column(name, 'text', false)],
        references: [...table.references, { column: name, table: target.name, target: target.key[0] as string }],
        indexes: [...table.indexes, indexSnapshot(table.name, { on: [name] })],
      });
    }
    case 'index': {
      const sortable = table.columns.filter((one) => one.type !== 'jsonb').map((one) => one.name);
      const on = [...new Set([pick(sortable, b) as string, pick(sortable, a + b) as string])];
      const index = indexSnapshot(table.name, { on, ...(flag && { where: `"${table.key[0]}" is not null` }) });
      return change({ indexes: [...table.indexes.filter((one) => one.name !== index.name), index] });
    }
    case 'drop index':
      return change({ indexes: table.indexes.filter((_, at) => at !== b % table.indexes.length) });
    case 'search': {
      const texts = table.columns.filter((one) => one.type === 'text' && !table.key.includes(one.name));
      const names = texts.map((one) => one.name);
      return table.key.length > 1 ? before : change({ search: flag ? [] : names.slice(b % names.length) });
    }
    case 'view': {
      const name = `shown_${b % 2}`;
      const columns = table.columns.filter((_, at) => at === 0 || (at + b) % 2 === 0).map((one) => one.name);
      const select = `select ${columns.map((one) => `"${one}"`).join(', ')} from "${table.name}"`;
      const view = { name, columns, sqlite: select, postgres: select };
      return { ...before, views: [...before.views.filter((one) => one.name !== name), view] };
    }
    case 'drop view':
      return { ...before, views: before.views.filter((_, at) => at !== b % before.views.length) };
  }
}

function newTable(serial: number, a: number, natural: boolean): TableSnapshot {
  const key = natural ? ['k1', 'k2'] : ['id'];
  const tenant = a % 2 === 1;
  return {
    name: `t${serial}`,
    columns: [
      ...key.map((name) => column(name, 'text')),
      column('words', 'text', false),
      ...(tenant ? [column('org_id', 'text')] : []),
    ],
    key,
    natural,
    tenant: tenant ? 'org_id' : null,
    indexes: [],
    references: [],
    search: !natural && a % 3 > 0 ? ['words'] : [],
  };
}
