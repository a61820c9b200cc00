// The way out of a refused change: expand first, contract by a migration written by hand, of which this drafts the text.
import type { Dialect } from '@lectern/kit';
import { statementsOf } from './ddl.ts';
import { createTable } from './ddl-sqlite.ts';
import { type Change, type Difference, differenceOf, type Refused } from './diff.ts';
import type { Snapshot, TableSnapshot } from './snapshot.ts';
import { quoted, quotedList } from './sql-text.ts';

/**
 * What is refused, why, and the files to write when the time has come.
 *
 * @param name stem of the migration files to write, such as `0003_drop_scores`
 */
export function wayOut(before: Snapshot, after: Snapshot, { refused }: Difference, name: string): string {
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
${draft('sqlite', before, after, refused)}

migrations/postgres/${name}.sql
${draft('postgres', before, after, refused)}`;
}

/** Automatic changes and refused ones together, for a hand to adapt. */
function draft(dialect: Dialect, before: Snapshot, after: Snapshot, refused: readonly Refused[]): string {
  const rebuilt = new Set(
    dialect === 'sqlite'
      ? refused.flatMap((one) => (one.kind === 'change table' && needsRebuild(one) ? [one.after.name] : []))
      : [],
  );
  // Views are checked by SQLite while a table is rebuilt under them, and Postgres drops no column that one shows.
  const bare = (snapshot: Snapshot): Snapshot => ({ ...snapshot, views: [] });
  const { changes } = differenceOf(bare(before), bare(after));
  const automatic = changes.filter(
    (change) =>
      'table' in change &&
      !rebuilt.has(change.table.name) &&
      !(change.kind === 'add column' && change.column.notNull && change.column.default === undefined),
  );
  const early = (change: Change) => change.kind.startsWith('drop');
  const statements = [
    ...statementsOf(
      dialect,
      [...before.views].reverse().map((view): Change => ({ kind: 'drop view', view })),
    ),
    ...statementsOf(dialect, automatic.filter(early)),
    ...statementsOf(
      dialect,
      automatic.filter((change) => change.kind === 'create table' || change.kind === 'add column'),
    ),
    ...refused.flatMap((one) => (dialect === 'sqlite' ? contractSqlite(one, rebuilt) : contractPostgres(one))),
    ...statementsOf(
      dialect,
      automatic.filter((change) => change.kind === 'create index' || change.kind === 'create search'),
    ),
    ...statementsOf(
      dialect,
      after.views.map((view): Change => ({ kind: 'create view', view })),
    ),
  ];
  return statements
    .map((statement) => `${statement};`)
    .join('\n')
    .replaceAll(/^/gm, '    ');
}

const needsRebuild = (one: Refused & { kind: 'change table' }): boolean =>
  one.why.some((why) => !why.includes(' is dropped')) ||
  one.before.references.some(({ column }) => !one.after.columns.some(({ name }) => name === column));

const withSearch = (table: TableSnapshot, kind: 'create search' | 'drop search'): Change[] =>
  table.search.length > 0 ? [{ kind, table }] : [];

/** SQLite alters little in place; the rest is its documented way of a new table under the old name. */
function contractSqlite(one: Refused, rebuilt: ReadonlySet<string>): string[] {
  if (one.kind === 'drop table')
    return [...statementsOf('sqlite', withSearch(one.before, 'drop search')), `drop table ${quoted(one.before.name)}`];
  const { before, after } = one;
  if (!rebuilt.has(after.name))
    return dropped(one).map((column) => `alter table ${quoted(after.name)} drop column ${quoted(column)}`);
  const fresh = `${after.name}__new`;
  const values = after.columns.map((column) => {
    const old = before.columns.find(({ name }) => name === column.name);
    if (!old) return column.notNull && column.default === undefined ? `<value of ${column.name}>` : undefined;
    if (old.type !== column.type) return `<${quoted(column.name)} as ${column.type}>`;
    return column.notNull && !old.notNull
      ? `coalesce(${quoted(column.name)}, <value where it is null>)`
      : quoted(column.name);
  });
  const taken = after.columns.filter((_, at) => values[at] !== undefined).map(({ name }) => name);
  return [
    ...statementsOf('sqlite', withSearch(before, 'drop search')),
    createTable(after, fresh),
    `insert into ${quoted(fresh)} (${quotedList(taken)})\nselect ${values.filter((value) => value !== undefined).join(', ')} from ${quoted(before.name)}`,
    `drop table ${quoted(before.name)}`,
    `alter table ${quoted(fresh)} rename to ${quoted(after.name)}`,
    ...statementsOf(
      'sqlite',
      after.indexes.map((index): Change => ({ kind: 'create index', table: after, index })),
    ),
    ...statementsOf('sqlite', withSearch(after, 'create search')),
  ];
}

function contractPostgres(one: Refused): string[] {
  if (one.kind === 'drop table')
    return [
      ...statementsOf('postgres', withSearch(one.before, 'drop search')),
      `drop table ${quoted(one.before.name)}`,
    ];
  const { before, after } = one;
  const table = `alter table ${quoted(after.name)}`;
  const columns = after.columns.flatMap((column) => {
    const old = before.columns.find(({ name }) => name === column.name);
    const name = quoted(column.name);
    if (!old) {
      if (!column.notNull || column.default !== undefined) return [];
      const [add] = statementsOf('postgres', [
        { kind: 'add column', table: after, column: { ...column, notNull: false } },
      ]);
      return [
        add as string,
        `update ${quoted(after.name)} set ${name} = <value of ${column.name}>`,
        `${table} alter column ${name} set not null`,
      ];
    }
    const [whole] = statementsOf('postgres', [{ kind: 'add column', table: { ...after, references: [] }, column }]);
    const given = whole?.match(/ default (.*)$/s)?.[1];
    return [
      ...(old.type === column.type
        ? []
        : [
            `${table} alter column ${name} type ${column.type}${column.type === 'text' ? ' collate "C"' : ''} using <${name} as ${column.type}>`,
          ]),
      ...(old.default === column.default
        ? []
        : [`${table} alter column ${name} ${given === undefined ? 'drop default' : `set default ${given}`}`]),
      ...(old.notNull === column.notNull
        ? []
        : [
            ...(column.notNull
              ? [`update ${quoted(after.name)} set ${name} = <value where it is null> where ${name} is null`]
              : []),
            `${table} alter column ${name} ${column.notNull ? 'set' : 'drop'} not null`,
          ]),
    ];
  });
  const keyChanges = before.key.join() !== after.key.join();
  const missing = (list: TableSnapshot['references'], other: TableSnapshot['references']) =>
    list.filter((one) => !other.some((two) => JSON.stringify(one) === JSON.stringify(two)));
  return [
    ...columns,
    ...(keyChanges
      ? [
          `${table} drop constraint ${quoted(`${before.name}_pkey`)}`,
          `${table} add primary key (${quotedList(after.key)})`,
        ]
      : []),
    ...missing(before.references, after.references)
      .filter(({ column }) => after.columns.some(({ name }) => name === column))
      .map(({ column }) => `${table} drop constraint ${quoted(`${before.name}_${column}_fkey`)}`),
    ...missing(after.references, before.references).map(
      ({ column, table: target, target: key }) =>
        `${table} add foreign key (${quoted(column)}) references ${quoted(target)} (${quoted(key)}) on delete cascade`,
    ),
    ...dropped(one).map((column) => `${table} drop column ${quoted(column)}`),
  ];
}

const dropped = ({ before, after }: Refused & { kind: 'change table' }): string[] =>
  before.columns.filter(({ name }) => !after.columns.some((column) => column.name === name)).map(({ name }) => name);
