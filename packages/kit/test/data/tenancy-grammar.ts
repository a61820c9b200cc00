// Random SQL for the proof of the tenancy check: statements of all kinds, a few of them wrong on purpose, and damage to their
// words.

export const columnsOf: Record<string, readonly string[]> = {
  courses: ['org_id', 'id', 'title', 'price', 'parent'],
  enrollments: ['org_id', 'course', 'person', 'score'],
  badges: ['org_id', 'id', 'name'], // its key has no organization
  course_names: ['org_id', 'id', 'title'],
  courses_fts: ['org_id', 'id', 'title'],
  accounts: ['id', 'n'],
  invitations: ['id', 'org_id', 'course'], // global, with a column that only looks like the organization
};
export const tenant = new Set(['courses', 'enrollments', 'badges', 'course_names', 'courses_fts']);
export interface Random {
  below(limit: number): number;
  chance(probability: number): boolean;
  pick<T>(items: readonly T[]): T;
  shuffle<T>(items: readonly T[]): T[];
}
/** Mulberry32. */
export function randomOf(seed: number): Random {
  let state = seed | 0;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  const shuffle = <T>(items: readonly T[]) =>
    items
      .map((item) => [next(), item] as const)
      .sort(([x], [y]) => x - y)
      .map(([, item]) => item);
  return {
    below,
    chance: (probability) => next() < probability,
    pick: (items) => items[below(items.length)]!,
    shuffle,
  };
}

interface Row {
  readonly alias: string;
  readonly columns: readonly string[];
  readonly tenant: boolean;
}
interface Context {
  readonly random: Random;
  /** How often each thing that could go wrong does. */
  readonly mistakes: number;
  readonly depth: number;
  readonly tables: readonly string[];
  readonly outer: readonly Row[];
  readonly common: readonly string[];
  /** Aliases in use, so that a statement without mistakes may lean on outer ones. */
  readonly used: Set<string>;
}

/** A statement over the tables above, mostly with its predicates. `:org` is the unit's organization, `:p` another value. */
export function randomStatement(
  random: Random,
  { mistakes = 0.1, depth = 0, tables = Object.keys(columnsOf) } = {},
): string {
  const context: Context = { random, mistakes, depth, tables, outer: [], common: [], used: new Set() };
  const kind = random.below(10);
  if (kind < 6) return query(context);
  return kind === 6 ? insert(context) : kind === 7 ? remove(context) : update(context);
}

function query(context: Context): string {
  const { random } = context;
  if (context.depth < 2 && random.chance(0.15)) {
    const name = random.pick(['w', 'v']);
    const materialized = random.pick(['', 'materialized ', 'not materialized ']);
    const body = random.chance(0.2)
      ? `select 1 as id, 1 as n union all select ${name}.n + 1, ${name}.n + 1 from ${name}, (${select({ ...context, depth: 3 }, 1)}) as s where ${name}.n < 3`
      : select(inner(context), 2);
    const isRecursive = body.includes(` from ${name},`);
    return `with ${isRecursive ? 'recursive ' : ''}${name} (id, n) as ${materialized}(${isRecursive ? body : body}) ${select({ ...context, depth: 1, common: [...context.common, name] })}`;
  }
  const width = random.chance(0.2) ? 2 : undefined;
  const first = select(context, width);
  return width
    ? `${first} ${random.pick(['union', 'union all', 'except', 'intersect'])} ${select(context, width)}`
    : first;
}
const inner = (context: Context, outer = context.outer): Context => ({ ...context, depth: context.depth + 1, outer });

/** @param width how many columns, when that matters */
function select(context: Context, width?: number): string {
  const { random } = context;
  const { from, rows, conditions } = sources(context, 1 + random.below(context.depth > 1 ? 1 : 3));
  const scope = inner(context, [...context.outer, ...rows]);
  const where = combined(scope, [...conditions, ...extras(scope, rows)]);
  const order = random.chance(0.15) && !width ? ' order by 1 limit 2' : '';
  const names = ['id', 'n'];
  if (width || random.chance(0.6)) {
    const list = Array.from(
      { length: width ?? 1 + random.below(3) },
      (_, i) => `${value(scope, rows)}${width ? ` as ${names[i]}` : ''}`,
    );
    return `select ${random.chance(0.1) ? 'distinct ' : ''}${list.join(', ')} from ${from}${where}${order && ' order by 1, 1'}`;
  }
  if (random.chance(0.4)) return `select count(*), max(${column(random, random.pick(rows))}) from ${from}${where}`;
  if (random.chance(0.4)) {
    const by = column(random, random.pick(rows));
    return `select ${by}, count(*), row_number() over (order by ${by}) from ${from}${where} group by ${by} having count(*) > 0${order}`;
  }
  return `select * from ${from}${where}`;
}

interface Sources {
  readonly from: string;
  readonly rows: readonly Row[];
  readonly conditions: readonly string[];
}
function sources(context: Context, count: number): Sources {
  const { random } = context;
  const rows: Row[] = [];
  const conditions: string[] = [];
  let from = '';
  for (let i = 0; i < count; i++) {
    const { text, row } = source(context, rows);
    const guards = row.tenant ? [guard(context, row, rows)] : [];
    const link =
      rows.length > 0
        ? [`${column(random, row)} ${random.pick(['=', '<>', '<='])} ${column(random, random.pick(rows))}`]
        : [];
    const joining = random.pick(
      random.chance(context.mistakes / 2) ? ['right', 'full'] : ['comma', 'inner', 'left', 'left', 'cross'],
    );
    const join = i === 0 ? 'first' : joining;
    rows.push(row);
    const scope = inner(context, [...context.outer, ...rows]);
    if (join !== 'first' && join !== 'comma' && join !== 'cross') {
      const misplaced = random.chance(context.mistakes) ? conditions.splice(0, 1) : [];
      const inPlace = join !== 'inner' ? !random.chance(context.mistakes / 2) : random.chance(0.6);
      from += ` ${join} join ${text} on ${joined(scope, [...(inPlace ? guards : []), ...misplaced, ...link])}`;
      if (!inPlace) conditions.push(...guards);
    } else {
      from += join === 'first' ? text : join === 'comma' ? `, ${text}` : ` cross join ${text}`;
      conditions.push(...guards, ...link);
    }
  }
  return { from, rows, conditions };
}

function source(context: Context, before: readonly Row[]): { text: string; row: Row } {
  const { random, common, depth, tables } = context;
  const alias = freeAlias(context, before);
  if (random.chance(0.1) && depth < 2)
    return { text: `(${select(inner(context), 2)}) as ${alias}`, row: { alias, columns: ['id', 'n'], tenant: false } };
  if (random.chance(0.05))
    return {
      text: `json_each('["c1", "c2", "b"]') as ${alias}`,
      row: { alias, columns: ['value', 'key'], tenant: false },
    };
  if (common.length > 0 && random.chance(0.5))
    return { text: `${random.pick(common)} as ${alias}`, row: { alias, columns: ['id', 'n'], tenant: false } };
  const table = random.pick(tables);
  return {
    text: `${table}${random.pick([' as', ''])} ${alias}`,
    row: { alias, columns: columnsOf[table]!, tenant: tenant.has(table) },
  };
}
/** From few letters, so that subqueries hide outer tables. */
function freeAlias({ random, used, mistakes }: Context, before: readonly Row[]): string {
  const few = ['a', 'b', 'c', 'd'].filter((alias) => !before.some((row) => row.alias === alias));
  const alias = mistakes > 0 ? random.pick(few) : `t${used.size}`;
  used.add(alias);
  return alias;
}
const column = (random: Random, row: Row) => `${row.alias}.${random.pick(row.columns)}`;

/** The predicate of a tenant table, or one of the ways to get it wrong. */
function guard({ random, mistakes, outer }: Context, row: Row, before: readonly Row[]): string {
  const own = `${row.alias}.org_id`;
  const proven = [...before, ...(random.chance(0.5) ? outer : [])].filter((other) => other.tenant);
  if (random.chance(mistakes * 2)) {
    const any = random.pick([...before, ...outer, row]);
    return random.pick([
      '1 = 1',
      `${own} = :p`,
      `${own} <> :org`,
      `${own} = ${any.alias}.org_id`,
      `${any.alias}.org_id = :org`,
      `${own} = :org or ${row.alias}.id = 'c1'`,
      `not ${own} = :org`,
      `not (${own} = :org)`,
      `0 between 0 and (${own} = :org)`,
      `0 between 0 between 1 and 2 and (${own} = :org)`,
      `${own} = :org is not null`,
      `${own} = :org = 0`,
      `${own} in (:org, 'b')`,
      `${own} = :org || ''`,
      `${column(random, row)} = ${column(random, any)}`,
      `case when 1 = 1 and ${own} = :org and 1 = 1 then 1 else 1 end`,
      `exists (select 1 where ${own} = :org)`,
    ]);
  }
  if (proven.length > 0 && random.chance(0.4))
    return random.pick([
      `${own} = ${random.pick(proven).alias}.org_id`,
      `${random.pick(proven).alias}.org_id = ${own}`,
    ]);
  return random.pick([`${own} = :org`, `${own} = :org`, `:org = ${own}`, `(${own} = :org)`]);
}

const joined = (context: Context, conditions: readonly string[]) =>
  combined(context, conditions).replace(/^ where /, '') || '1 = 1';
function combined({ random, mistakes }: Context, conditions: readonly string[]): string {
  const [first, ...more] = random.shuffle(conditions);
  if (first === undefined) return '';
  const parts = random.chance(0.1) && more.length > 1 ? [first, `(${more.join(' and ')})`] : [first, ...more];
  const text = parts.join(' and ');
  if (random.chance(mistakes / 2)) return ` where ${text.replace(' and ', ' or ')}`;
  if (random.chance(mistakes / 3)) return ` where not (${text})`;
  return ` where ${text}`;
}
function extras(context: Context, rows: readonly Row[]): string[] {
  const { random } = context;
  return Array.from({ length: random.below(3) }, () => {
    const one = column(random, random.pick(rows));
    const other = column(random, random.pick([...rows, ...context.outer]));
    const nested =
      context.depth < 3
        ? [`exists (${select(context)})`, `not exists (${select(context)})`, `${one} in (${select(context, 1)})`]
        : [];
    return random.pick([
      `${one} = ${other}`,
      `${one} is not distinct from ${other}`,
      `${one} between ${other} and 'c4'`,
      `(${one} = 1 or ${other} > 'a')`,
      `not ${one} = ${other}`,
      `(${one}, ${other}) > (:p, 1)`,
      `case when ${one} = ${other} or ${one} > 1 then 1 else 0 end = 1`,
      `${one} in ('c1', 'p1', 'a', 2)`,
      ...nested,
    ]);
  });
}
function value(context: Context, rows: readonly Row[]): string {
  const { random } = context;
  if (context.depth < 3 && random.chance(0.15))
    return `(select ${random.pick(['count(*)', 'max(s.n)'])} from (${select(context, 2)}) as s)`;
  const one = column(random, random.pick(rows));
  return random.pick([
    one,
    one,
    one,
    `coalesce(${one}, 0)`,
    ':p',
    `case when ${one} > 1 then 'x' end`,
    `${one} || 'x'`,
  ]);
}

const changeable = ['courses', 'enrollments', 'badges', 'courses_fts', 'accounts', 'invitations'] as const;
const settable: Record<(typeof changeable)[number], readonly string[]> = {
  courses: ['title', 'price', 'parent'],
  enrollments: ['score'],
  badges: ['name'],
  courses_fts: ['title'],
  accounts: ['n'],
  invitations: ['course'],
};

const target = ({ random, tables }: Context) => random.pick(changeable.filter((table) => tables.includes(table)));

function update(context: Context): string {
  const { random, mistakes } = context;
  const table = target(context);
  const row: Row = { alias: table, columns: columnsOf[table]!, tenant: tenant.has(table) };
  const scope = inner({ ...context, depth: 1 }, [row]);
  const from = random.chance(0.3) ? sources({ ...context, depth: 1 }, 1 + random.below(2)) : undefined;
  const all = from ? [row, ...from.rows] : [row];
  const sets = [`${random.pick(settable[table])} = ${value(scope, all)}`];
  if (random.chance(mistakes))
    sets.push(random.pick([`org_id = 'b'`, `(${random.pick(settable[table])}, org_id) = (1, 'b')`, `org_id = :p`]));
  const guards = row.tenant ? [guard(context, row, from?.rows ?? [])] : [];
  return `update ${table} set ${sets.join(', ')}${from ? ` from ${from.from}` : ''}${combined(scope, [...guards, ...(from?.conditions ?? []), ...extras(scope, all)])}${returning(random, row)}`;
}
function remove(context: Context): string {
  const { random } = context;
  const table = target(context);
  const row: Row = { alias: table, columns: columnsOf[table]!, tenant: tenant.has(table) };
  const scope = inner({ ...context, depth: 1 }, [row]);
  return `delete from ${table}${combined(scope, [...(row.tenant ? [guard(context, row, [])] : []), ...extras(scope, [row])])}${returning(random, row)}`;
}
const returning = (random: Random, { alias, columns }: Row) =>
  random.chance(0.3) && alias !== 'courses_fts' ? ` returning ${random.pick(['*', random.pick(columns)])}` : '';

function insert(context: Context): string {
  const { random, mistakes } = context;
  const table = target(context);
  const columns = random.shuffle(columnsOf[table]!);
  const organization = () =>
    tenant.has(table) && !random.chance(mistakes) ? ':org' : random.pick([':p', `'b'`, `:org || ''`, `'x'`]);
  const key: Record<string, readonly string[]> = {
    badges: ['g1', 'g3', 'g9'],
    accounts: ['1', '9'],
    invitations: ['1', '9'],
  };
  const keyed = (name: string) =>
    name === 'id' || name === 'course'
      ? `'${random.pick(key[table] ?? ['c1', 'c4', 'c9'])}'`
      : random.pick([`'p1'`, `'p9'`, '7', ':p']);
  const cell = (name: string) => (name === 'org_id' ? organization() : keyed(name));
  if (random.chance(0.4)) {
    const { from, rows, conditions } = sources(context, 1 + random.below(2));
    const scope = inner({ ...context, depth: 1 }, rows);
    const likely = rows.filter((row) => row.columns.includes('org_id'));
    const org = () =>
      likely.length > 0 && random.chance(mistakes * 3) ? `${random.pick(likely).alias}.org_id` : organization();
    const list = columns.map((name) =>
      name === 'org_id' ? org() : random.chance(0.5) ? keyed(name) : value(scope, rows),
    );
    return `insert into ${table} (${columns.join(', ')}) select ${list.join(', ')} from ${from}${combined(scope, [...conditions, '1 = 1'])}${conflict(context, table)}`;
  }
  const rows = Array.from({ length: 1 + random.below(2) }, () => `(${columns.map(cell).join(', ')})`);
  return `insert into ${table} (${columns.join(', ')}) values ${rows.join(', ')}${conflict(context, table)}`;
}
function conflict({ random, mistakes }: Context, table: (typeof changeable)[number]): string {
  if (table === 'courses_fts') return '';
  const keys = {
    courses: 'org_id, id',
    enrollments: 'org_id, course, person',
    badges: 'id',
    accounts: 'id',
    invitations: 'id',
  };
  const set = `do update set ${random.pick(settable[table])} = ${random.pick([`excluded.${settable[table][0]}`, '1', `'x'`])}`;
  if (table === 'badges' && !random.chance(mistakes * 5)) return ' on conflict do nothing';
  return random.pick([
    ' on conflict do nothing',
    ` on conflict (${keys[table]}) ${set}`,
    ` on conflict (${keys[table]}) ${set} where 1 = 1`,
  ]);
}

/** Words that may stand for one another without a syntax error. */
const kinds = [
  ['and', 'or', 'and not', 'or not', '= 1 and'],
  ['=', '<>', '<=', 'is', 'is not', 'is distinct from', 'is not distinct from', '||', '= 1 ='],
  [':org', ':p', "'b'", '1', 'null', 'org_id', '"org_id"', '(:org)', ':org collate nocase', ':org or 1', ":org || ''"],
  ['a', 'b', 'c', 'd', 'w', 'courses', 'badges', 'enrollments', 'accounts', 'invitations', 'course_names'],
  ['org_id', 'id', 'n', 'title', 'price', 'course'],
  ['where', 'where not', 'where 1 or', 'group by 1 having', 'order by', 'on', 'on not', 'on 1 or'],
  ['left', 'right', 'full', 'natural', 'inner', 'cross', 'left outer', ', left'],
  [',', 'join', 'left join', 'cross join', 'natural join', 'right join', 'full join'],
  ['union', 'union all', 'except', 'intersect'],
  ['exists', 'not exists', 'not', '1 in', 'coalesce'],
  ['between', 'not between', 'in', 'like'],
];
const anywhere = `or and not ( ) , = . as in on is distinct from union all select where case end then left join between
  exists "c" group by order limit having * || collate nocase values with insert into set update delete returning using
  [ ] array max count table only default`.split(/\s+/);
const tokenPattern = /:\w+|\w+|"[^"]*"|'[^']*'|\|\||[<>=]+|\S/g;

/** A damaged statement may read `courses_fts.courses_fts`, which counts the cursors ever opened: no world is like another. */
export const plainTables = Object.keys(columnsOf).filter((table) => table !== 'courses_fts');

export function damaged(random: Random, statement: string): string {
  const tokens: string[] = [...(statement.match(tokenPattern) ?? [])];
  if (tokens.includes('recursive')) return statement; // could run for ever
  for (let left = 1 + random.below(3); left > 0; left--) {
    const at = random.below(tokens.length);
    const other = random.below(tokens.length);
    const alike = kinds.find((words) => words.includes(tokens[at] ?? ''));
    if (alike) tokens[at] = random.pick(alike);
    else {
      const damage = random.below(10);
      if (damage < 5) left++;
      else if (damage < 7) tokens.splice(at, 1 + random.below(3));
      else if (damage < 9) tokens.splice(at, 0, random.pick([tokens[other] ?? '', random.pick(anywhere)]));
      else [tokens[at], tokens[other]] = [tokens[other] ?? '', tokens[at] ?? ''];
    }
  }
  return tokens.join(' ').replaceAll(' . ', '.');
}
