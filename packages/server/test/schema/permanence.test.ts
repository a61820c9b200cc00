// Rows that neither database changes or removes. Red with `createPermanence` giving nothing, on either.
import { type AnyTable, bigint, type Dialect, table, text } from '@lectern/kit';
import { afterEach, describe, expect, test } from 'vitest';
import { statementsOf } from '../../src/schema/ddl.ts';
import { differenceOf } from '../../src/schema/diff.ts';
import { schemaOf } from '../../src/schema/introspect.ts';
import { snapshotOf } from '../../src/schema/snapshot.ts';
import { createTables, openTestDatabase, type TestDatabase } from '../jobs/databases.ts';

const gate = table('permanence_gate', { id: text().primaryKey() }) as unknown as AnyTable;
const permanent = { once: ['place'], openedBy: gate };
const columns = () => ({ id: text().primaryKey(), said: text(), place: bigint() });
const acts = table('acts', columns()) as unknown as AnyTable;
const deeds = table('deeds', columns(), { permanent }) as unknown as AnyTable;

describe.each<Dialect>(['sqlite', 'postgres'])('a permanent table on %s', (dialect) => {
  let opened: TestDatabase;
  afterEach(() => opened.close());

  async function filled() {
    opened = await openTestDatabase(dialect);
    await createTables(opened.database, [gate, deeds]);
    await opened.database.rawAll(`insert into deeds (id, said, place) values ('a', null, null), ('b', 'two', 2)`);
    return opened.database;
  }
  const refused = /rows of deeds are a record and are not/;

  test('takes rows, and lets a place be given once', async () => {
    const database = await filled();
    await database.rawAll(`update deeds set place = 1 where id = 'a'`);
    await database.rawAll(`update deeds set place = 1 where id = 'a'`);
    await expect(database.rawAll(`update deeds set place = 3 where id = 'a'`)).rejects.toThrow(refused);
    await expect(database.rawAll(`update deeds set place = null where id = 'a'`)).rejects.toThrow(refused);
  });

  test('refuses every other change and every removal, also of what was not said', async () => {
    const database = await filled();
    for (const statement of [
      `update deeds set said = 'one' where id = 'a'`,
      `update deeds set said = null where id = 'b'`,
      `update deeds set id = 'c' where id = 'b'`,
      `update deeds set place = 1, said = 'one' where id = 'a'`,
      'delete from deeds',
      ...(dialect === 'postgres' ? ['truncate deeds'] : []),
    ])
      await expect(database.rawAll(statement), statement).rejects.toThrow(refused);
  });

  test('opens for the unit of work that opens it, and for nobody else', async () => {
    const database = await filled();
    const other = opened.lenient();
    let outside = Promise.resolve('rows of deeds are a record and are not removed');
    await database.unit(async () => {
      await database.rawAll(`insert into permanence_gate (id) values ('x')`);
      if (dialect === 'postgres')
        // Another connection, whose unit this one does not wait for: SQLite has one writer.
        outside = other.rawAll(`delete from deeds where id = 'b'`).then(() => 'removed', String);
      await database.rawAll(`delete from deeds where id = 'a'`);
      await database.rawAll(`delete from permanence_gate where id = 'x'`);
    });
    expect(await outside).toMatch(refused);
    await expect(other.rawAll(`delete from deeds where id = 'b'`)).rejects.toThrow(refused);
    expect(await database.rawAll('select id from deeds')).toEqual([{ id: 'b' }]);
  });

  test('comes, grows and goes by migrations, and is then as if it had been so from the start', async () => {
    opened = await openTestDatabase(dialect);
    const { database } = opened;
    const before = snapshotOf([gate, acts]);
    const states = [
      before,
      madePermanent(before, { once: ['place'], openedBy: 'permanence_gate' }),
      madePermanent(before, { once: ['place'], openedBy: 'permanence_gate' }, true),
      madePermanent(before, undefined, true),
    ];
    for (const statement of statementsOf(dialect, differenceOf({ tables: [], views: [] }, before).changes))
      await database.execute(statement);
    for (const [at, state] of states.entries()) {
      const from = states[at - 1];
      if (!from) continue;
      const { changes, refused: no } = differenceOf(from, state);
      expect(no).toEqual([]);
      for (const statement of statementsOf(dialect, changes)) await database.execute(statement);
      const guards = (await schemaOf(database)).filter((line) => /trigger.*acts/i.test(line));
      expect(guards.length > 0, `state ${at}`).toBe(at === 1 || at === 2);
      if (at === 2) expect(guards.join(' ') + (await functionsOf(database))).toContain('note');
    }
  });
});
type State = ReturnType<typeof snapshotOf>;
function madePermanent(state: State, permanent: State['tables'][number]['permanent'], grown = false): State {
  const note = { name: 'note', type: 'integer', notNull: false } as const;
  return {
    ...state,
    tables: state.tables.map(({ permanent: _, ...one }) =>
      one.name === 'acts'
        ? { ...one, columns: grown ? [...one.columns, note] : one.columns, ...(permanent && { permanent }) }
        : one,
    ),
  };
}
const functionsOf = async (database: TestDatabase['database']) =>
  (await schemaOf(database)).filter((line) => line.startsWith('function')).join(' ');
