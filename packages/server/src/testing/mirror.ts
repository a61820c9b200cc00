// A second organization that has everything the first has: each of its rows again, in the other organization, under ids of
// its own. What an owner may do here with their own things their mirror image may do there with theirs, so whatever is
// refused there is refused for the sake of an id and for nothing else.
import { declarationOf, runInScope, snakeCase, system } from '@lectern/kit';
import { type Column, getTableColumns } from 'drizzle-orm';
import type { Database } from '../data/database.ts';
import { type Row, type Rows, tenantTablesOf } from './rows.ts';
import type { TestSchool } from './school.ts';

export interface Mirror {
  readonly org: string;
  /** The same, with the ids of the first organization and its people replaced by those of their images. */
  of<T>(value: T): T;
  /** Ids of the first organization: of its things and its people. */
  readonly ids: readonly string[];
}

/** @param rows all of the first organization */
export async function mirrored(school: TestSchool, home: string, rows: Rows): Promise<Mirror> {
  const { host, database } = school.server;
  const tables = inOrder(tenantTablesOf(host).map(({ table }) => table));
  const persons = new Set(
    tables.flatMap((table) => {
      const { name, persons: columns } = declarationOf(table);
      return [...columns.keys()].flatMap((column) => rows[name]!.map((row) => row[snakeCase(column)]));
    }),
  );
  const [organization, people] = await runInScope(kernel(undefined), () =>
    database.unit(async () => [
      await database.rawAll(`select * from organizations where id = '${home}'`),
      (await database.rawAll('select * from users')).filter(({ id }) => persons.has(id)),
    ]),
  );
  const images = new Map<string, string>();
  for (const row of [...Object.values(rows).flat(), ...organization!, ...people!])
    if (typeof row.id === 'string') images.set(row.id, imageOf(row.id));
  const ids = [...images.keys()].filter((id) => id !== home);
  const org = images.get(home)!;
  const text = (value: string) => images.get(value) ?? value.replace(/[\w-]+/g, (word) => images.get(word) ?? word);
  const of = <T>(value: T): T => {
    if (typeof value === 'string') return text(value) as T;
    if (isWhole(value)) return value;
    return JSON.parse(text(JSON.stringify(value))) as T;
  };

  const copy = async (name: string, given: readonly Row[], unique: readonly (readonly string[])[]) => {
    const columns = Object.keys(given[0] ?? {});
    const room = Math.floor(mostParameters / Math.max(1, columns.length));
    for (let at = 0; at < given.length; at += room) {
      const chunk = given.slice(at, at + room).map((row) => {
        const image = Object.fromEntries(columns.map((column) => [column, of(row[column])]));
        for (const key of unique) {
          const same = key.every((column) => image[column] === row[column]);
          const name = key.find((column) => typeof image[column] === 'string');
          if (same && name !== undefined) image[name] = imageOf(String(image[name]));
        }
        return columns.map((column) => asValue(image[column]));
      });
      await database.rawAll(
        `insert into "${name}" (${columns.map((column) => `"${column}"`).join()}) values ${placesFor(database, chunk)} on conflict do nothing`,
        chunk.flat(),
      );
    }
  };
  await runInScope(kernel(undefined), () =>
    database.unit(async () => {
      const other = { is_default: database.dialect === 'sqlite' ? 0 : false };
      for (const name of ['organizations', 'users']) {
        const table = host.specs
          .flatMap(({ tables: all = [] }) => all)
          .find((one) => declarationOf(one).name === name)!;
        const given = name === 'users' ? people! : organization!.map((row) => ({ ...row, ...other }));
        await copy(name, given, uniqueIn(table));
      }
    }),
  );
  await runInScope(kernel(org), () =>
    database.unit(async () => {
      await copy('resources', rows.resources ?? [], []);
      for (const table of tables)
        await copy(declarationOf(table).name, rows[declarationOf(table).name]!, uniqueIn(table));
    }),
  );
  return { org, of, ids };
}

/** Of one statement, on either database. */
const mostParameters = 10_000;
const kernel = (org: string | undefined) => ({ actor: system, org, request: 'mirror', via: 'kernel' }) as const;
/** Read backwards: it keeps the letters and groups that a number may have to have, and never contains the id itself. */
const imageOf = (id: string): string => {
  const image = [...id].reverse().join('');
  return image === id ? `${id}0` : image;
};

const isWhole = (value: unknown): boolean =>
  typeof value !== 'object' || value === null || value instanceof Date || Buffer.isBuffer(value);
/** JSON columns come as objects from Postgres, and go as text. */
const asValue = (value: unknown): unknown => (isWhole(value) ? value : JSON.stringify(value));

function placesFor({ dialect }: Database, chunk: readonly (readonly unknown[])[]): string {
  let at = 0;
  const place = () => (dialect === 'sqlite' ? '?' : `$${++at}`);
  return chunk.map((values) => `(${values.map(place).join()})`).join();
}
/** Columns whose values together may be there once in the whole installation. */
function uniqueIn(table: object): string[][] {
  const { indexes = [], table: declared } = declarationOf(table);
  const columns = getTableColumns(declared) as Record<string, Column>;
  return indexes
    .filter((index) => index.unique && !index.on.includes('org'))
    .map((index) => index.on.map((property) => columns[property]!.name));
}
/** Before a table those that it points to. */
function inOrder<T extends object>(tables: readonly T[]): T[] {
  const sorted = new Set<T>();
  const add = (table: T) => {
    if (sorted.has(table)) return;
    for (const [target] of Object.values(declarationOf(table).references ?? {}))
      if ((target as object) !== table) add(target as unknown as T);
    sorted.add(table);
  };
  for (const table of tables) add(table);
  return [...sorted];
}
