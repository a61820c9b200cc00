// The way out of a refused change: expand first, contract by a migration written by hand, of which this drafts the text.
import type { Dialect } from '@lectern/kit';
import { statementsOf } from './ddl.ts';
import { columnDefinition, secondWall } from './ddl-postgres.ts';
import { createTable } from './ddl-sqlite.ts';
import { type Change, differenceOf, type Refused, same } from './diff.ts';
import type { Snapshot, TableSnapshot } from './snapshot.ts';
import { quoted, quotedList } from './sql-text.ts';

/**
 * What is refused, why, and the files to write when the time has come.
 *
 * @param name stem of the migration files to write, such as `0003_drop_scores`
 */
export function wayOut(before: Snapshot, after: Snapshot, name: string): string {
  const { refused } = differenceOf(before, after);
  const reasons = refused.flatMap((one) =>
    one.kind === 'drop table'
      ? [`table ${one.before.name} is dropped or renamed`]
      : one.why.map((why) => `${one.after.name}: ${why}`),
  );
  return `${reasons.map((reason) => `- ${reason}`).join('\n')}
This loses data or breaks the version that still runs, so it is never done on its own. Expand, then contract:
1. Expand: keep what is there. Add the new table or column beside it (nullable, or with a default) and write both.
2. Fill it for old rows in a resumable job, and read only the new one. Release that.
3. Contract, in a later release: declare what should remain, and write the migration by hand, as below. Replace what
   stands in <angle brackets>. pnpm sync accepts it when the files lead to the declared tables.

migrations/sqlite/${name}.sql
${indented(draft('sqlite', before, after, refused))}

migrations/postgres/${name}.sql
${indented(draft('postgres', before, after, refused))}`;
}

const indented = (statements: readonly string[]): string =>
  statements
    .map((statement) => `${statement};`)
    .join('\n')
    .replaceAll(/^/gm, '    ');

/** Safe changes and refused ones in one file. Views go first and come back last: neither database alters under them. */
function draft(dialect: Dialect, before: Snapshot, after: Snapshot, refused: readonly Refused[]): string[] {
  const rebuilt =
    dialect === 'sqlite' ? refused.flatMap((one) => (one.kind === 'change table' ? [one.after.name] : [])) : [];
  const safe = differenceOf(before, after).changes.filter((change) =>
    change.kind === 'add column'
      ? !rebuilt.includes(change.table.name) && !isMissing(change.column)
      : 'table' in change && !rebuilt.includes(change.table.name),
  );
  const isLate = ({ kind }: Change) => /^create (index|search|permanence)$/.test(kind);
  return [
    ...statementsOf(dialect, before.views.map((view): Change => ({ kind: 'drop view', view })).reverse()),
    ...statementsOf(
      dialect,
      safe.filter((change) => !isLate(change)),
    ),
    ...refused.flatMap((one) => {
      if (one.kind === 'change table') return dialect === 'sqlite' ? rebuild(one) : alter(one);
      return [
        ...statementsOf(dialect, searchChange('drop search', one.before)),
        `drop table ${quoted(one.before.name)}`,
      ];
    }),
    ...statementsOf(dialect, safe.filter(isLate)),
    ...statementsOf(
      dialect,
      after.views.map((view): Change => ({ kind: 'create view', view })),
    ),
  ];
}

type Changed = Refused & { readonly kind: 'change table' };
/** A new column whose value for old rows nobody knows. */
const isMissing = (column: TableSnapshot['columns'][number]) => column.notNull && column.default === undefined;
const searchChange = (kind: 'create search' | 'drop search', table: TableSnapshot): Change[] =>
  table.search.length > 0 ? [{ kind, table }] : [];

/** SQLite alters little in place; its documentation's way is a new table under the old name. */
function rebuild({ before, after }: Changed): string[] {
  const fresh = quoted(`${after.name}__new`);
  const values = after.columns.flatMap((column): [name: string, value: string][] => {
    const name = quoted(column.name);
    const old = before.columns.find((one) => one.name === column.name);
    if (!old) return isMissing(column) ? [[column.name, `<value of ${column.name}>`]] : [];
    if (old.type !== column.type) return [[column.name, `<${name} as ${column.type}>`]];
    return [[column.name, column.notNull && !old.notNull ? `coalesce(${name}, <value where it is null>)` : name]];
  });
  return [
    ...statementsOf('sqlite', searchChange('drop search', before)),
    createTable(after, `${after.name}__new`),
    `insert into ${fresh} (${quotedList(values.map(([name]) => name))})\nselect ${values.map(([, value]) => value).join(', ')} from ${quoted(before.name)}`,
    `drop table ${quoted(before.name)}`,
    `alter table ${fresh} rename to ${quoted(after.name)}`,
    ...statementsOf(
      'sqlite',
      after.indexes.map((index): Change => ({ kind: 'create index', table: after, index })),
    ),
    ...statementsOf('sqlite', searchChange('create search', after)),
    ...statementsOf('sqlite', after.permanent ? [{ kind: 'create permanence', table: after }] : []),
  ];
}

function alter({ before, after }: Changed): string[] {
  const table = `alter table ${quoted(after.name)}`;
  const isKept = (name: string) => after.columns.some((column) => column.name === name);
  const added = after.references.filter((one) => !before.references.some((old) => same(old, one)));
  const ended = before.references.filter(
    (old) => !after.references.some((one) => same(old, one)) && isKept(old.column),
  );
  const keyChanges = !same(before.key, after.key);
  const wallFalls = before.tenant !== null && after.tenant === null;
  return [
    ...(wallFalls
      ? [
          `drop policy "organization" on ${quoted(after.name)}`,
          `${table} no force row level security`,
          `${table} disable row level security`,
        ]
      : []),
    ...after.columns.flatMap((column) => alterColumn(before, after, column)),
    ...(keyChanges
      ? [
          `${table} drop constraint ${quoted(`${before.name}_pkey`)}`,
          `${table} add primary key (${quotedList(after.key)})`,
        ]
      : []),
    ...ended.map((one) => `${table} drop constraint ${quoted(`${before.name}_${one.column}_fkey`)}`),
    ...added.map(
      (one) =>
        `${table} add foreign key (${quoted(one.column)}) references ${quoted(one.table)} (${quoted(one.target)}) on delete cascade`,
    ),
    ...before.columns.filter(({ name }) => !isKept(name)).map(({ name }) => `${table} drop column ${quoted(name)}`),
    ...(before.tenant === null ? secondWall(after) : []),
  ];
}

function alterColumn(before: TableSnapshot, after: TableSnapshot, column: TableSnapshot['columns'][number]): string[] {
  const [table, name] = [`alter table ${quoted(after.name)}`, quoted(column.name)];
  const old = before.columns.find((one) => one.name === column.name);
  const { type, value } = columnDefinition(column);
  const fill = (what: string, where = '') => `update ${quoted(after.name)} set ${name} = <${what}>${where}`;
  const alterTo = (what: string) => `${table} alter column ${name} ${what}`;
  if (!old)
    return isMissing(column)
      ? [`${table} add column ${name} ${type}`, fill(`value of ${column.name}`), alterTo('set not null')]
      : [];
  return [
    ...(old.type === column.type ? [] : [alterTo(`type ${type} using <${name} as ${column.type}>`)]),
    ...(old.default === column.default ? [] : [alterTo(value === undefined ? 'drop default' : `set default ${value}`)]),
    ...(column.notNull && !old.notNull
      ? [fill('value where it is null', ` where ${name} is null`), alterTo('set not null')]
      : []),
    ...(old.notNull && !column.notNull ? [alterTo('drop not null')] : []),
  ];
}
