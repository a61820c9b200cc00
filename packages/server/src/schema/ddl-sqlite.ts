import type { Change } from './diff.ts';
import type { ColumnSnapshot, ColumnType, IndexSnapshot, TableSnapshot } from './snapshot.ts';
import { quoted, quotedList, refusal, textLiteral } from './sql-text.ts';

/**
 * STRICT takes five types only. Times and JSON are text: under the names they have in Postgres their columns would get
 * NUMERIC affinity, and the JSON text `5` or `1e3` would come back as another text.
 */
const types: Record<ColumnType, string> = {
  text: 'text',
  integer: 'integer',
  bigint: 'integer',
  boolean: 'integer',
  'double precision': 'real',
  'timestamptz(3)': 'text',
  jsonb: 'text',
};

export function sqliteStatements(change: Change): string[] {
  switch (change.kind) {
    case 'create table':
      return [
        createTable(change.table),
        ...change.table.indexes.map((index) => createIndex(change.table, index)),
        ...createSearch(change.table),
        ...createPermanence(change.table),
      ];
    case 'add column':
      return [`alter table ${quoted(change.table.name)} add column ${columnOf(change.table, change.column)}`];
    case 'create index':
      return [createIndex(change.table, change.index)];
    case 'drop index':
      return [`drop index ${quoted(change.index.name)}`];
    case 'create search':
      return [...createSearch(change.table), ...fillSearch(change.table)];
    case 'drop search':
      return dropSearch(change.table);
    case 'create permanence':
      return createPermanence(change.table);
    case 'drop permanence':
      return ['update', 'delete'].map((event) => `drop trigger ${quoted(`${change.table.name}_no_${event}`)}`);
    case 'create view':
      return [`create view ${quoted(change.view.name)} as\n${change.view.sqlite}`];
    case 'drop view':
      return [`drop view ${quoted(change.view.name)}`];
  }
}

/**
 * STRICT, so that a value of the wrong type is refused here as it is by Postgres. A natural key is the table itself
 * (WITHOUT ROWID): a million progress rows take 95 MB instead of 303.
 */
export function createTable(table: TableSnapshot, name = table.name): string {
  const lines = [...table.columns.map((column) => columnOf(table, column)), `primary key (${quotedList(table.key)})`];
  return `create table ${quoted(name)} (\n  ${lines.join(',\n  ')}\n) strict${table.natural ? ', without rowid' : ''}`;
}

function columnOf(table: TableSnapshot, column: ColumnSnapshot): string {
  const reference = table.references.find((one) => one.column === column.name);
  return [
    quoted(column.name),
    types[column.type],
    column.notNull && 'not null',
    column.default !== undefined && `default ${literal(column.default)}`,
    reference && `references ${quoted(reference.table)} (${quoted(reference.target)}) on delete cascade`,
  ]
    .filter(Boolean)
    .join(' ');
}

const literal = (value: string | number | boolean): string =>
  typeof value === 'string' ? textLiteral(value) : String(Number(value));

const createIndex = (table: TableSnapshot, { name, columns, unique, where }: IndexSnapshot): string =>
  `create ${unique ? 'unique ' : ''}index ${quoted(name)} on ${quoted(table.name)} (${quotedList(columns)})${where ? ` where ${where}` : ''}`;

/** See `Permanence`. Without a row in the gate nothing changes but what may be set once, and that only from null. */
function createPermanence({ name, columns, permanent }: TableSnapshot): string[] {
  if (!permanent) return [];
  const { once, openedBy } = permanent;
  const closed = `not exists (select 1 from ${quoted(openedBy)})`;
  const kept = columns.map((column) => {
    const [before, after] = [`old.${quoted(column.name)}`, `new.${quoted(column.name)}`];
    return once.includes(column.name) ? `(${before} is null or ${before} is ${after})` : `${before} is ${after}`;
  });
  const refuse = (event: string) => `begin
  select raise(abort, '${refusal(name, event)}');
end`;
  return [
    `create trigger ${quoted(`${name}_no_update`)} before update on ${quoted(name)}
when ${closed} and not (${kept.join(' and ')}) ${refuse('changed')}`,
    `create trigger ${quoted(`${name}_no_delete`)} before delete on ${quoted(name)}
when ${closed} ${refuse('removed')}`,
  ];
}

/**
 * FTS5 over a view of the table, so that the text is kept once (10,000 texts of 1 KB: 18.7 MB instead of 28.9), and a
 * table that gives each key a number, because FTS5 finds a row quickly only by number: by `row_key` one changed text reads
 * all of them, 5.3 ms against 0.16. The table's own rowid would not do: VACUUM may renumber it.
 */
function createSearch(table: TableSnapshot): string[] {
  if (table.search.length === 0) return [];
  const { name, fts, rows, text, key, tenant, columns, trigger } = searchNames(table);
  const kept = [...tenant, ...columns];
  const watched = [key, ...kept];
  const values = (row: 'new' | 'old') => watched.map((column) => `${row}.${column}`).join(', ');
  const listed = `rowid, "row_key", ${kept.join(', ')}`;
  const add = `insert into ${fts} (${listed}) select "row", ${values('new')} from ${rows} where "row_key" = new.${key};`;
  const take = `insert into ${fts} (${fts}, ${listed}) select 'delete', "row", ${values('old')} from ${rows} where "row_key" = old.${key};`;
  return [
    `create table ${rows} (\n  "row" integer primary key,\n  "row_key" text not null unique\n) strict`,
    `create view ${text} as\nselect ${rows}."row", ${rows}."row_key", ${kept.map((column) => `${name}.${column}`).join(', ')}\nfrom ${rows} join ${name} on ${name}.${key} = ${rows}."row_key"`,
    `create virtual table ${fts} using fts5(\n  ${['"row_key"', ...tenant].map((column) => `${column} unindexed`).join(', ')}, ${columns.join(', ')},\n  content=${text}, content_rowid="row", tokenize='unicode61 remove_diacritics 2'\n)`,
    `create trigger ${trigger('insert')} after insert on ${name} begin
  insert into ${rows} ("row_key") values (new.${key});
  ${add}
end`,
    `create trigger ${trigger('update')} after update of ${watched.join(', ')} on ${name}
when ${watched.map((column) => `old.${column} is not new.${column}`).join(' or ')} begin
  ${take}
  update ${rows} set "row_key" = new.${key} where "row_key" = old.${key};
  ${add}
end`,
    `create trigger ${trigger('delete')} after delete on ${name} begin
  ${take}
  delete from ${rows} where "row_key" = old.${key};
end`,
  ];
}

function fillSearch(table: TableSnapshot): string[] {
  const { name, fts, rows, key } = searchNames(table);
  return [
    `insert into ${rows} ("row_key") select ${key} from ${name}`,
    `insert into ${fts} (${fts}) values ('rebuild')`,
  ];
}

function dropSearch(table: TableSnapshot): string[] {
  const { fts, rows, text, trigger } = searchNames(table);
  const triggers = ['insert', 'update', 'delete'].map((event) => `drop trigger ${trigger(event)}`);
  return [...triggers, `drop table ${fts}`, `drop view ${text}`, `drop table ${rows}`];
}

const searchNames = (table: TableSnapshot) => ({
  name: quoted(table.name),
  fts: quoted(`${table.name}_fts`),
  rows: quoted(`${table.name}_fts_rows`),
  text: quoted(`${table.name}_fts_text`),
  trigger: (event: string) => quoted(`${table.name}_fts_${event}`),
  key: quoted(table.key[0] as string),
  /** Kept beside the words, so that a search asks for its organization like any other query. */
  tenant: table.tenant === null || table.search.includes(table.tenant) ? [] : [quoted(table.tenant)],
  columns: table.search.map(quoted),
});
