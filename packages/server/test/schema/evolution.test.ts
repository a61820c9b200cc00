import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Database } from '../../src/data/database.ts';
import { creationOf, statementsOf } from '../../src/schema/ddl.ts';
import { differenceOf } from '../../src/schema/diff.ts';
import { schemaDifferences, schemaOf } from '../../src/schema/introspect.ts';
import type { Snapshot, TableSnapshot } from '../../src/schema/snapshot.ts';
import { dialects, executeAll, freshDatabase } from './databases.ts';
import { history } from './evolution.ts';

async function empty(database: Database): Promise<void> {
  if (database.dialect === 'postgres') return database.execute('drop schema public cascade; create schema public');
  const all = `select type, name from sqlite_schema where type in ('view', 'table') and name not like 'sqlite~_%' escape '~' order by type = 'table', sql not like 'create virtual%'`;
  await database.execute('pragma foreign_keys = off');
  for (const { type, name } of await database.rawAll(all))
    await database.execute(`drop ${type} if exists "${name}"`).catch(() => {}); // shadow tables went with their virtual one
  await database.execute('pragma foreign_keys = on');
  expect(await schemaOf(database)).toEqual([]);
}

/** Values for the columns that must have one; the rest is left to defaults. */
async function insert(database: Database, table: TableSnapshot, serial: number): Promise<void> {
  const needed = table.columns.filter(
    (column) => (column.notNull && column.default === undefined) || column.name === 'words',
  );
  await database.execute(
    `insert into "${table.name}" (${needed.map(({ name }) => `"${name}"`)}) values (${needed.map(({ name }) => (name === 'words' ? `'knots and bends'` : `'v${serial}'`))})`,
  );
}

describe.each(dialects)('evolution on %s', (dialect) => {
  // Red when an index is not dropped, a search index not filled, or `add column` forgets its default or reference.
  test('any history of safe changes, with rows in the tables, ends in the schema of its last version', async () => {
    const [evolved, direct] = [await freshDatabase(dialect), await freshDatabase(dialect)];
    const seen: Record<string, number> = {};
    await fc.assert(
      fc.asyncProperty(history, async (versions) => {
        await empty(evolved);
        await empty(direct);
        let serial = 0;
        const rows = new Map<string, number>();
        for (const [at, version] of versions.slice(1).entries()) {
          const { changes, refused } = differenceOf(versions[at] as Snapshot, version);
          expect(refused).toEqual([]);
          for (const { kind } of changes) seen[kind] = (seen[kind] ?? 0) + 1;
          await executeAll(evolved, statementsOf(dialect, changes));
          for (const table of version.tables) {
            await insert(evolved, table, serial++);
            rows.set(table.name, (rows.get(table.name) ?? 0) + 1);
          }
        }
        const last = versions.at(-1) as Snapshot;
        await executeAll(direct, creationOf(dialect, last));
        expect(schemaDifferences(await schemaOf(evolved), await schemaOf(direct))).toEqual([]);
        for (const { name, search } of last.tables) {
          expect([name, await count(evolved, name)]).toEqual([name, rows.get(name)]);
          if (search.includes('words'))
            expect([name, await count(evolved, `${name}_fts`, matching(dialect, name))]).toEqual([
              name,
              rows.get(name),
            ]);
        }
      }),
      { numRuns: 50 },
    );
    const kinds = [
      'add column',
      'create index',
      'create search',
      'create table',
      'create view',
      'drop index',
      'drop search',
      'drop view',
    ];
    expect(Object.keys(seen).sort()).toEqual(kinds); // the histories were not tame
  });
});

const matching = (dialect: string, name: string) =>
  dialect === 'sqlite' ? `where "${name}_fts" match 'bends'` : `where "vector" @@ to_tsquery('simple', 'bends')`;
const count = async (database: Database, table: string, where = '') =>
  Number((await database.rawAll(`select count(*) as n from "${table}" ${where}`))[0]?.n);
