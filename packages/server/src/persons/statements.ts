// The SQL of merging, erasing and gathering, from the declaration of a column. The same text for both databases but for lists.
import type { Dialect, Query } from '@lectern/kit';
import type { PersonColumn } from './columns.ts';

/**
 * Rows changed by one statement on SQLite, which answers on the event loop: a few milliseconds where each is compared with a
 * row of somebody else. In one statement 10,000 of them took 143 ms.
 */
const rowsAtOnce = 400;
/** Keys read by one statement. */
const keysAtOnce = 5_000;
/** Keys read at once on a reader thread. */
export const keysOnTheSide = 20_000;

/** For the kernel alone: it reaches across organizations, which no declared query may. `?` stands for a value. */
export const across = (text: string, values: readonly unknown[]): Query<Record<never, never>, unknown[]> => ({
  name: '',
  compile: (dialect) => ({
    name: '',
    text: dialect === 'postgres' ? numbered(text) : text,
    bind: () => [...values],
    decode: (row) => row,
    reads: /^select/i.test(text),
  }),
});
function numbered(text: string): string {
  let n = 0;
  return text.replaceAll('?', () => `$${++n}`);
}
const quoted = (name: string) => `"${name}"`;
const listed = (names: readonly string[]) => names.map(quoted).join(', ');
const tuple = (names: readonly string[]) => (names.length === 1 ? quoted(names[0]!) : `(${listed(names)})`);
const inList = {
  sqlite: 'in (select value from json_each(?))',
  postgres: 'in (select value from json_array_elements_text(?::json))',
};

/** A part of a statement with the values it takes. */
export interface Part {
  readonly text: string;
  readonly values: readonly unknown[];
}
type Meeting = PersonColumn['meets'][number];

/** @param orgs organizations whose rows are meant, where rows belong to one; also what lets an index be used */
export function statementsFor(one: PersonColumn, dialect: Dialect, orgs: readonly string[]) {
  const { table, column, key, organization, tenant } = one;
  const name = quoted(table);
  const rowsOf = (id: string): Part => ({
    text: `${tenant ? `${quoted(organization!)} ${inList[dialect]} and ` : ''}${quoted(column)} = ?`,
    values: [...(tenant ? [JSON.stringify(orgs)] : []), id],
  });
  const same = ({ others, where }: Meeting) =>
    `${others.map((each) => ` and "other".${quoted(each)} = ${name}.${quoted(each)}`).join('')}${where ? ` and (${where})` : ''}`;
  /**
   * Rows of one person that meet a row of another. Row by row, each by the key: numbering both people's rows with a window
   * is one statement, but SQLite then reads all rows of the organization to have them sorted (514 ms of the event loop for
   * 20,000 of them among 70,000).
   */
  const meeting = (mine: Part, others: string, at: Meeting): Part => {
    return {
      text: `${mine.text}${at.where ? ` and (${at.where})` : ''} and exists (select 1 from ${name} as "other" where "other".${quoted(column)} = ?${same(at)})`,
      values: [...mine.values, others],
    };
  };
  /** Rows of the account that stays which are not the better of two. */
  const worse = (mine: Part, from: string, into: string, best: string, at: Meeting): Part => {
    const met = meeting(mine, from, at);
    const first = `select "other".${quoted(column)} from ${name} as "other" where "other".${quoted(column)} in (?, ?)${same(at)} order by ${best}, case when "other".${quoted(column)} = ? then 0 else 1 end limit 1`;
    return { text: `${met.text} and (${first}) = ?`, values: [...met.values, from, into, into, from] };
  };
  const keyed = (keys: readonly (readonly unknown[])[]): Part => ({
    text: `${tuple(key)} in (values ${keys.map(() => `(${key.map(() => '?').join(', ')})`).join(', ')})`,
    values: keys.flat(),
  });
  /** @param offset of a unit that changes nothing meanwhile */
  const keys = (mine: Part, offset: number) =>
    across(`select ${listed(key)} from ${name} where ${mine.text} limit ${keysAtOnce} offset ${offset}`, mine.values);
  /**
   * All rows of somebody, some at a time, each part to be used once: by key, so that no statement looks at rows that an earlier
   * one has seen. Postgres has them all at once, for it does not stand on the event loop.
   */
  async function portions(id: string, ask: (keys: Query<Record<never, never>, unknown[]>) => Promise<unknown[][]>) {
    if (dialect === 'postgres') return [rowsOf(id)];
    const all: unknown[][] = [];
    for (let read = keysAtOnce; read === keysAtOnce; ) {
      const page = await ask(keys(rowsOf(id), all.length));
      all.push(...page);
      read = page.length;
    }
    return Array.from({ length: Math.ceil(all.length / rowsAtOnce) }, (_, i) =>
      keyed(all.slice(i * rowsAtOnce, (i + 1) * rowsAtOnce)),
    );
  }
  return {
    where: { meeting, worse },
    portions,
    idsWhere: (part: Part) => across(`select "id" from ${name} where ${part.text}`, part.values),
    deleteWhere: (part: Part) => across(`delete from ${name} where ${part.text}`, part.values),
    set: (value: string | null, part: Part) =>
      across(`update ${name} set ${quoted(column)} = ? where ${part.text}`, [value, ...part.values]),
    /** By key, behind the last one that was read. */
    page(id: string, after: readonly unknown[] | undefined, rows: number, only?: string) {
      const mine = rowsOf(id);
      const names = Object.values(one.columns).map((each) => each.name);
      const behind = after
        ? ` and ${tuple(key)} > ${key.length === 1 ? '?' : `(${key.map(() => '?').join(', ')})`}`
        : '';
      const within = only !== undefined && organization && !tenant ? ` and ${quoted(organization)} = ?` : '';
      return across(
        `select ${listed([...key, ...names])} from ${name} where ${mine.text}${behind}${within} order by ${listed(key)} limit ${rows}`,
        [...mine.values, ...(after ?? []), ...(within ? [only] : [])],
      );
    },
    keysOf: (id: string) => {
      const mine = rowsOf(id);
      return across(`select ${listed(key)} from ${name} where ${mine.text} limit ${keysOnTheSide}`, mine.values);
    },
    byKey: (values: readonly unknown[], id: string): Part => ({
      text: `${key.map((each) => `${quoted(each)} = ?`).join(' and ')} and ${quoted(column)} = ?`,
      values: [...values, id],
    }),
  };
}
