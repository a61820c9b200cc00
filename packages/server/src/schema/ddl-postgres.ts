import type { Change } from './diff.ts';
import type { ColumnSnapshot, IndexSnapshot, TableSnapshot } from './snapshot.ts';
import { quoted, quotedList, refusal, textLiteral } from './sql-text.ts';

export function postgresStatements(change: Change): string[] {
  switch (change.kind) {
    case 'create table':
      return [
        createTable(change.table),
        ...change.table.indexes.map((index) => createIndex(change.table, index)),
        ...secondWall(change.table),
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
      return [...createSearch(change.table), fillSearch(change.table)];
    case 'drop search':
      return dropSearch(change.table);
    case 'create permanence':
      return createPermanence(change.table);
    case 'drop permanence':
      return dropPermanence(change.table);
    case 'create view':
      // With the rights of who asks, so that the policies of the tables below hold for them too.
      return [`create view ${quoted(change.view.name)} with (security_invoker = true) as\n${change.view.postgres}`];
    case 'drop view':
      return [`drop view ${quoted(change.view.name)}`];
  }
}

function createTable(table: TableSnapshot): string {
  const lines = [...table.columns.map((column) => columnOf(table, column)), `primary key (${quotedList(table.key)})`];
  return `create table ${quoted(table.name)} (\n  ${lines.join(',\n  ')}\n)`;
}

function columnOf(table: TableSnapshot, column: ColumnSnapshot): string {
  const { type, value } = columnDefinition(column);
  const reference = table.references.find((one) => one.column === column.name);
  return [
    quoted(column.name),
    type,
    column.notNull && 'not null',
    value !== undefined && `default ${value}`,
    reference && `references ${quoted(reference.table)} (${quoted(reference.target)}) on delete cascade`,
  ]
    .filter(Boolean)
    .join(' ');
}

/** Text sorts and compares by code point, as in SQLite: under an ICU locale fractional keys and path prefixes break. */
export const columnDefinition = ({ type, default: value }: ColumnSnapshot): { type: string; value?: string } => ({
  type: type === 'text' ? 'text collate "C"' : type,
  ...(value !== undefined && { value: typeof value === 'string' ? textLiteral(value) : String(value) }),
});

const createIndex = (table: TableSnapshot, { name, columns, unique, where }: IndexSnapshot): string =>
  `create ${unique ? 'unique ' : ''}index ${quoted(name)} on ${quoted(table.name)} (${quotedList(columns)})${where ? ` where ${where}` : ''}`;

/**
 * Row-level security behind the check of the query compiler: rows of other organizations are not there, for the owner of
 * the table too. The kernel sets `lectern.org` on its connections, '*' for work across organizations; unset, it is nobody.
 */
export function secondWall(table: TableSnapshot): string[] {
  if (table.tenant === null) return [];
  const name = quoted(table.name);
  const current = `current_setting('lectern.org', true)`;
  return [
    `create policy "organization" on ${name} using (${quoted(table.tenant)} = ${current} or ${current} = '*')`,
    `alter table ${name} enable row level security`,
    `alter table ${name} force row level security`,
  ];
}

/** See `Permanence`. Who empties the whole table removes rows, too. */
function createPermanence({ name, columns, permanent }: TableSnapshot): string[] {
  if (!permanent) return [];
  const { once, openedBy } = permanent;
  const table = quoted(name);
  const guard = quoted(`${name}_permanent`);
  const kept = columns.map((column) => {
    const [before, after] = [`old.${quoted(column.name)}`, `new.${quoted(column.name)}`];
    const same = `${before} is not distinct from ${after}`;
    return once.includes(column.name) ? `(${before} is null or ${same})` : same;
  });
  return [
    `create function ${guard}() returns trigger language plpgsql as $$
begin
  if exists (select 1 from ${quoted(openedBy)}) then
    return case tg_op when 'UPDATE' then new else old end;
  end if;
  if tg_op = 'UPDATE' then
    if ${kept.join(' and ')} then
      return new;
    end if;
    raise exception '${refusal(name, 'changed')}' using errcode = 'restrict_violation';
  end if;
  raise exception '${refusal(name, 'removed')}' using errcode = 'restrict_violation';
end
$$`,
    `create trigger ${guard} before update or delete on ${table}\nfor each row execute function ${guard}()`,
    `create trigger ${quoted(`${name}_no_truncate`)} before truncate on ${table}\nfor each statement execute function ${guard}()`,
  ];
}
const dropPermanence = ({ name }: TableSnapshot): string[] => [
  `drop trigger ${quoted(`${name}_no_truncate`)} on ${quoted(name)}`,
  `drop trigger ${quoted(`${name}_permanent`)} on ${quoted(name)}`,
  `drop function ${quoted(`${name}_permanent`)}()`,
];

/**
 * A table of its own for the words, as FTS5 has, without a policy: under row-level security Postgres uses no index for
 * `@@`, because the operator is not leakproof (20,000 lessons: 599 ms by reading all, 0.2 by this table). It holds the
 * key, the organization that every query must name, and the words; what is found is joined to rows that the policy guards.
 */
function createSearch(table: TableSnapshot): string[] {
  if (table.search.length === 0) return [];
  const { fts, key, tenant, sync } = searchNames(table);
  const watched = [...new Set([key, ...tenant, ...table.search.map(quoted)])].join(', ');
  const columns = tenant.map((column) => `  ${column} text collate "C" not null,\n`).join('');
  return [
    `create table ${fts} (\n  "row_key" text collate "C" primary key,\n${columns}  "vector" tsvector not null\n)`,
    `create index ${quoted(`${table.name}_fts_by_vector`)} on ${fts} using gin ("vector")`,
    `create function ${sync}() returns trigger language plpgsql as $$
begin
  if tg_op <> 'INSERT' then
    delete from ${fts} where "row_key" = old.${key};
  end if;
  if tg_op <> 'DELETE' then
    insert into ${fts} (${listed(tenant)}) values (${[key, ...tenant].map((column) => `new.${column}`).join(', ')}, ${vectorOf(table, 'new.')});
  end if;
  return null;
end
$$`,
    `create trigger ${sync} after insert or delete or update of ${watched} on ${quoted(table.name)}\nfor each row execute function ${sync}()`,
  ];
}

/**
 * The words as FTS5's unicode61 tells them apart: marks are taken off letters (`élève` is found by `eleve`), and signs
 * become blanks first. Postgres would keep some within a token (`example.org/a-b` is one), and where LC_CTYPE is C every
 * sign beyond ASCII (`l’élève`). A vector holds 1 MB at most, and a longer one fails the insert: 200,000 characters of
 * 4 bytes stay below.
 */
function vectorOf(table: TableSnapshot, row: string): string {
  const text = `left(concat_ws(' ', ${table.search.map((column) => `${row}${quoted(column)}`).join(', ')}), 200000)`;
  const words = `regexp_replace(${text}, '[${signs}]+', ' ', 'g')`;
  const bare = `regexp_replace(normalize(${words}, NFD), '[\\u0300-\\u036f]', '', 'g')`;
  return `to_tsvector('simple', normalize(${bare}, NFC))`;
}
/** Ranges of code points, which mean the same under every locale, where classes such as `[:punct:]` do not. */
const signs = [
  '!-/:-@[-`{-~', // ASCII
  '\\u00a0-\\u00a9\\u00ab-\\u00b1\\u00b4\\u00b6-\\u00b8\\u00bb\\u00bf\\u00d7\\u00f7', // Latin-1
  '\\u2000-\\u206f\\u20a0-\\u20cf\\u2190-\\u2bff\\u2e00-\\u2e7f', // quotes, dashes, currencies, arrows, symbols
  '\\u3000-\\u3004\\u3008-\\u3020\\u3030-\\u303f\\uff01-\\uff0f\\uff1a-\\uff20\\uff3b-\\uff40\\uff5b-\\uff65', // of East Asia
  '\\u05be\\u05c0\\u05c3\\u05f3\\u05f4\\u060c\\u061b\\u061f\\u066a-\\u066d\\u06d4\\u0964\\u0965', // Hebrew, Arabic, Devanagari
  '\\U0001f000-\\U0001faff', // pictures
].join('');

const fillSearch = (table: TableSnapshot): string => {
  const { fts, key, tenant } = searchNames(table);
  return `insert into ${fts} (${listed(tenant)})\nselect ${[key, ...tenant].join(', ')}, ${vectorOf(table, '')} from ${quoted(table.name)}`;
};
const listed = (tenant: readonly string[]) => ['"row_key"', ...tenant, '"vector"'].join(', ');

function dropSearch(table: TableSnapshot): string[] {
  const { fts, sync } = searchNames(table);
  return [`drop trigger ${sync} on ${quoted(table.name)}`, `drop function ${sync}()`, `drop table ${fts}`];
}

const searchNames = (table: TableSnapshot) => ({
  fts: quoted(`${table.name}_fts`),
  sync: quoted(`${table.name}_fts_sync`),
  key: quoted(table.key[0] as string),
  tenant: table.tenant === null ? [] : [quoted(table.tenant)],
});
