// What a plugin must do with people, proven from its columns: somebody's rows are given a second owner, the two are made
// one, all that is held on the person is gathered, and the person is erased. Nothing is written by hand.
import {
  type AnyTable,
  type Dialect,
  declarationOf,
  type PersonRows,
  type PersonsPort,
  type Plugin,
  runInScope,
  snakeCase,
  specOf,
  system,
} from '@lectern/kit';
import { type Column, getTableColumns } from 'drizzle-orm';
import { expect } from 'vitest';
import { kernelTables } from '../kernel/migrations.ts';
import { type PersonColumn, personColumns } from '../persons/columns.ts';
import type { TestSchool } from './school.ts';

/** Tables whose rows are history, and pass: ids only. */
const passing = ['outbox', 'outbox_failures', 'jobs', 'audit_entries'];
const quoted = (name: string) => `"${name}"`;

/**
 * Went red for `pseudonym` on certificates (the name on them stayed), without the new numbers of quiz attempts (the keys met),
 * without the follower (rows no index finds stayed behind), and with a table left out of the archive.
 */
export async function peopleAreOneEverywhere(school: TestSchool, plugin: Plugin): Promise<void> {
  const { database, host } = school.server;
  const persons = host.contextOf(plugin.id).persons;
  const here = <T>(work: () => Promise<T>) => school.inside(() => database.unit(work));
  const columns = personColumns(host.specs);
  const mine = columns.filter(
    (one) => one.plugin === plugin.id || (one.plugin === 'kernel' && one.rules.onMerge !== 'keep'),
  );
  const everything = [...kernelTables, ...host.specs.flatMap((spec) => (spec.tables ?? []) as readonly AnyTable[])];
  const ask = (sql: string) =>
    runInScope({ actor: system, org: undefined, request: 'persons', via: 'kernel' }, () =>
      database.unit(() => database.rawAll(sql)),
    );
  const count = async (one: PersonColumn, id: string) =>
    Number((await ask(`select count(*) as n from ${quoted(one.table)} where ${quoted(one.column)} = '${id}'`))[0]?.n);
  const settled = async () => {
    await school.work();
    school.advance({ minutes: 2 });
    await school.work();
  };

  const goes = (await school.person('learner', 'Twice Here')).id;
  const stays = (await whoHasMost(ask, mine, goes)) ?? (await school.person('learner', 'Once Here')).id;
  const [account] = await ask(`select id, name, email from users where id = '${stays}'`);
  const person = { id: stays, name: String(account?.name) };
  for (const one of mine.filter((each) => named(each) !== 'users.id' && each.rules.onMerge !== 'keep'))
    await giveAlsoTo(ask, one, person, goes, database.dialect);

  const expected = [];
  for (const one of mine)
    expected.push({ one, keys: await keysOf(ask, one, stays), rows: await rowsAfter(ask, one, stays, goes, count) });
  await here(() => persons.merge(goes, stays, 'everywhere'));
  await settled();
  for (const { one, keys, rows } of expected) {
    const what = `${one.table}.${one.column} of the account that stays, after a merge`;
    expect(await count(one, stays), `rows in ${what}`).toBe(rows);
    const after = new Set(await keysOf(ask, one, stays));
    expect(
      keys.filter((key) => !after.has(key)),
      `rows that were lost in ${what}`,
    ).toEqual([]);
  }
  const keeps = columns.filter(({ rules }) => rules.onMerge === 'keep').map(named);
  expect(await whereIs(ask, lasting(everything), goes, keeps), 'the account that is gone after a merge').toEqual({});

  const archive = await school.inside(() => gathered(persons, [stays]));
  for (const one of mine.filter(({ rules }) => rules.onExport !== false)) {
    const rows = archive.filter(({ plugin: from, name }) => from === one.plugin && name === one.rules.onExport);
    const ofColumn = rows.flatMap((each) => each.rows).filter((row) => row[one.property] === stays);
    expect(ofColumn.length, `rows of ${one.table}.${one.column} in the archive`).toBeGreaterThanOrEqual(
      await count(one, stays),
    );
  }
  for (const { plugin: from, name, rows } of archive)
    for (const row of rows)
      expect(
        Object.values(row),
        `a row of ${from}/${name} in the archive is of somebody else: ${JSON.stringify(row)}`,
      ).toContain(stays);

  await here(() => persons.erase(stays, 'everywhere'));
  await settled();
  const pseudonyms = columns.filter(({ rules }) => rules.onErase === 'pseudonym').map(named);
  expect(await whereIs(ask, lasting(everything), stays, pseudonyms), 'the id of a person who was erased').toEqual({});
  const ours = [...kernelTables, ...(specOf(plugin).tables ?? [])];
  expect(await whereIs(ask, everything, String(account?.email)), 'the address of a person who was erased').toEqual({});
  expect(await whereIs(ask, ours, String(account?.name)), 'the name of a person who was erased').toEqual({});
  expect((await school.inside(() => host.contextOf(plugin.id).audit.verify())).fault, 'the log after it').toBeNull();
}

interface Named {
  readonly id: string;
  readonly name: string;
}
type Ask = (sql: string) => Promise<Record<string, unknown>[]>;

/** Whose rows the plugin has most of, in most of its tables. Somebody with a name that stands nowhere by chance. */
async function whoHasMost(ask: Ask, mine: readonly PersonColumn[], but: string): Promise<string | undefined> {
  const tally = new Map<string, number>();
  for (const { table, column } of mine.filter((one) => one.table !== 'users')) {
    const held = await ask(
      `select ${quoted(column)} as id, count(*) as n from ${quoted(table)} where ${quoted(column)} in (select id from users where name like '% %' and id <> '${but}') group by 1`,
    );
    for (const { id, n } of held)
      tally.set(String(id), (tally.get(String(id)) ?? 0) + 1_000 + Math.min(Number(n), 999));
  }
  const [most] = [...tally].sort(([, a], [, b]) => b - a);
  return most?.[0];
}

/**
 * Copies rows of one person for another, so that they meet wherever they can; then takes every second from the first, so that
 * some meet nobody. Where nobody has a row there is one made up.
 */
async function giveAlsoTo(ask: Ask, one: PersonColumn, stays: Named, goes: string, dialect: Dialect): Promise<void> {
  const { table, column, key, columns } = one;
  const all = Object.values(columns);
  const isMine = `${quoted(column)} = '${stays.id}'`;
  const [any] = await ask(`select 1 from ${quoted(table)} where ${isMine} limit 1`);
  if (!any) {
    // A row that does not say whose it was any more may keep its words. Others give themselves away by the name.
    const name = one.rules.onErase === 'clear' ? 'Made up' : stays.name;
    await makeUp(ask, one.columns[one.property]!.table as AnyTable, { [column]: `'${stays.id}'` }, name, dialect);
  }
  // Keys and unique indexes without the person in them have to be told apart.
  const { indexes = [], references = {} } = declarationOf(one.columns[one.property]!.table as never);
  const apart = new Set<string>();
  for (const on of [
    key,
    ...indexes.filter(({ unique }) => unique).map(({ on: names }) => names.map((name) => columns[name]!.name)),
  ]) {
    if (on.includes(column)) continue;
    const other = Object.entries(columns).find(
      ([property, { name }]) =>
        on.includes(name) && name !== one.organization && !references[property] && typeOf({ name }, columns) === 'text',
    )?.[1];
    if (other) apart.add(other.name);
  }
  const values = all.map(({ name }) =>
    name === column ? `'${goes}'` : apart.has(name) ? `${quoted(name)} || '-again'` : quoted(name),
  );
  await ask(
    `insert into ${quoted(table)} (${all.map(({ name }) => quoted(name)).join(', ')}) select ${values.join(', ')} from ${quoted(table)} where ${isMine} limit 60 on conflict do nothing`,
  );
  if (one.meets.length > 0 && one.key.length > 1) {
    const tuple = key.length === 1 ? quoted(key[0]!) : `(${key.map(quoted).join(', ')})`;
    await ask(
      `delete from ${quoted(table)} where ${tuple} in (select ${key.map(quoted).join(', ')} from (select ${key.map(quoted).join(', ')}, row_number() over (order by ${key.map(quoted).join(', ')}) as "place" from ${quoted(table)} where ${isMine}) as "numbered" where "place" % 2 = 0)`,
    );
  }
}

const typeOf = ({ name }: { name: string }, columns: PersonColumn['columns']): string =>
  Object.values(columns)
    .find((each) => each.name === name)!
    .getSQLType();

/** A row of any table, and of those it refers to. @param fixed SQL by column @param name where a row says somebody's */
async function makeUp(ask: Ask, table: AnyTable, fixed: Fixed, name: string, dialect: Dialect): Promise<void> {
  const { name: into, references = {}, organizationColumn } = declarationOf(table);
  const [home] = await ask('select id from organizations order by id limit 1');
  const columns = Object.entries(getTableColumns(table)) as [string, Column][];
  const byType: Record<string, string> = {
    jsonb: `'[]'`,
    boolean: dialect === 'postgres' ? 'false' : '0',
    'timestamptz(3)': `'2026-01-12T09:00:00.000Z'`,
  };
  const values = [];
  for (const [property, column] of columns) {
    const type = column.getSQLType();
    if (fixed[column.name]) values.push(fixed[column.name]);
    else if (column.name === organizationColumn || column.name === 'org_id') values.push(`'${String(home?.id)}'`);
    else if (references[property]) {
      const [to, key] = references[property];
      const target = `select ${quoted(snakeCase(key))} as id from ${quoted(declarationOf(to).name)} limit 1`;
      if ((await ask(target)).length === 0) await makeUp(ask, to, {}, 'Made up', dialect);
      values.push(`'${String((await ask(target))[0]?.id)}'`);
    } else if (type !== 'text') values.push(column.notNull ? (byType[type] ?? '1') : 'null');
    else if (/name|email|address/.test(column.name)) values.push(`'${name.replaceAll("'", "''")}'`);
    else values.push(column.notNull ? `'made-up-for-${Object.keys(fixed).join('-')}'` : 'null');
  }
  const names = columns.map(([, column]) => quoted(column.name)).join(', ');
  await ask(`insert into ${quoted(into)} (${names}) values (${values.join(', ')})`);
}
type Fixed = Readonly<Record<string, string>>;

/** What a row is, beside whose: its key without the person. */
async function keysOf(ask: Ask, { table, column, key }: PersonColumn, id: string): Promise<string[]> {
  const rest = key.filter((name) => name !== column);
  if (rest.length === 0) return [];
  const rows = await ask(
    `select ${rest.map(quoted).join(', ')} from ${quoted(table)} where ${quoted(column)} = '${id}'`,
  );
  return rows.map((row) => JSON.stringify(rest.map((name) => row[name])));
}

/** How many rows the account that stays must have. */
async function rowsAfter(
  ask: Ask,
  one: PersonColumn,
  stays: string,
  goes: string,
  count: (one: PersonColumn, id: string) => Promise<number>,
): Promise<number> {
  const { onMerge } = one.rules;
  const [kept, other] = [await count(one, stays), await count(one, goes)];
  if (onMerge === 'delete' || onMerge === 'keep') return kept;
  if (onMerge === 'move') return kept + other;
  let meeting = 0;
  for (const { others, where } of one.meets) {
    const both = others.map((name) => ` and a.${quoted(name)} = b.${quoted(name)}`).join('');
    const [found] = await ask(
      `select count(*) as n from ${quoted(one.table)} a join ${quoted(one.table)} b on a.${quoted(one.column)} = '${stays}' and b.${quoted(one.column)} = '${goes}'${both}${where ? ` and (${where.replaceAll(/\b(not )?(\w+)\b/g, '$1a.$2')})` : ''}`,
    );
    meeting += Number(found?.n);
  }
  return kept + other - meeting;
}

async function gathered(persons: PersonsPort, ids: readonly string[]): Promise<PersonRows[]> {
  const found: PersonRows[] = [];
  for await (const one of persons.export(ids, 'everywhere')) found.push(one);
  return found;
}

/** In which columns of which tables a text stands, alone or within another. @param but `certificates.name` */
async function whereIs(
  ask: Ask,
  tables: readonly AnyTable[],
  text: string,
  but: readonly string[] = [],
): Promise<Readonly<Record<string, string>>> {
  const found: Record<string, string> = {};
  for (const table of tables) {
    const { name, view } = declarationOf(table);
    const columns = (Object.values(getTableColumns(table)) as Column[]).filter(
      (column) => !but.includes(`${name}.${column.name}`),
    );
    if (view || columns.length === 0) continue;
    const holds = columns.map(
      (column) => `cast(${quoted(column.name)} as text) like '%${text.replaceAll("'", "''")}%'`,
    );
    const [row] = await ask(`select * from ${quoted(name)} where ${holds.join(' or ')} limit 1`);
    if (row) found[name] = JSON.stringify(row).slice(0, 300);
  }
  return found;
}
/** Ids in the log, and in what passes with its history, mean nothing by themselves. */
const lasting = (tables: readonly AnyTable[]) => tables.filter((table) => !passing.includes(declarationOf(table).name));
const named = ({ table, column }: PersonColumn) => `${table}.${column}`;
