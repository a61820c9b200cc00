import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { migrate } from '../../src/schema/apply.ts';
import { schemaOf } from '../../src/schema/introspect.ts';
import { dialects, freshDatabase } from './databases.ts';
import { pluginFolder } from './plugin-folder.ts';

const quiet = () => ({ log: { info: vi.fn(), warn: vi.fn() }, backup: vi.fn(async () => '/backups/1') });

describe.each(dialects)('migrating on %s', (dialect) => {
  const columns = async (database: Parameters<typeof schemaOf>[0]) =>
    (await schemaOf(database)).filter((line) => line.startsWith('column ')).map((line) => line.split(' ')[1]);

  test('applies each file once, in the order of plugins and numbers', async () => {
    const database = await freshDatabase(dialect);
    const [users, courses] = [pluginFolder('users'), pluginFolder('courses')];
    users.write('0001_initial', 'create table users (id text primary key);');
    users.write('0002_rename', 'alter table users add column name text; update users set name = id;');
    courses.write(
      '0001_initial',
      `insert into users values ('seed', 'x'); create table courses (id text primary key);`,
    );
    const first = await migrate(database, [users, courses], quiet());
    expect(first.applied).toEqual(['users/0001_initial', 'users/0002_rename', 'courses/0001_initial']);
    expect(await columns(database)).toEqual(['courses.id', 'users.id', 'users.name']);
    expect(await migrate(database, [users, courses], quiet())).toEqual({ applied: [], sql: '', backup: undefined });
    courses.write('0002_more', 'create table more (id text primary key);');
    expect((await migrate(database, [users, courses], quiet())).applied).toEqual(['courses/0002_more']);
  });

  test('makes a backup first, but not of nothing and not for nothing', async () => {
    const database = await freshDatabase(dialect);
    const plugin = pluginFolder('users');
    plugin.write('0001_initial', 'create table users (id text primary key);');
    const options = quiet();
    expect((await migrate(database, [plugin], options)).backup).toBeUndefined();
    await migrate(database, [plugin], options);
    expect(options.backup).not.toHaveBeenCalled();
    plugin.write('0002_more', 'create table more (id text primary key);');
    const before = await schemaOf(database);
    options.backup.mockImplementation(async () => {
      expect(await schemaOf(database)).toEqual(before);
      return '/backups/2';
    });
    expect((await migrate(database, [plugin], options)).backup).toBe('/backups/2');
  });

  test('does nothing when the backup cannot be made', async () => {
    const database = await freshDatabase(dialect);
    const plugin = pluginFolder('users');
    plugin.write('0001_initial', 'create table users (id text primary key);');
    await migrate(database, [plugin], quiet());
    plugin.write('0002_more', 'create table more (id text primary key);');
    const backup = async () => Promise.reject(new Error('no space left'));
    await expect(migrate(database, [plugin], { ...quiet(), backup })).rejects.toThrow('no space left');
    expect(await columns(database)).toEqual(['users.id']);
  });

  test('shows with dryRun what it would do, and changes nothing, not even by a ledger', async () => {
    const database = await freshDatabase(dialect);
    const plugin = pluginFolder('users');
    plugin.write('0001_initial', '-- the first\ncreate table users (id text primary key);\n');
    const options = quiet();
    const { applied, sql } = await migrate(database, [plugin], { ...options, dryRun: true });
    expect(applied).toEqual(['users/0001_initial']);
    expect(sql).toBe('-- users/0001_initial\n-- the first\ncreate table users (id text primary key);\n');
    expect(options.backup).not.toHaveBeenCalled();
    const tables =
      dialect === 'sqlite'
        ? 'select name from sqlite_schema'
        : `select relname from pg_class where relnamespace = 'public'::regnamespace`;
    expect(await database.rawAll(tables)).toEqual([]);
  });

  // Red when statements run outside a unit of work.
  test('leaves nothing of a file that fails, and names file, line and statement', async () => {
    const database = await freshDatabase(dialect);
    const [users, courses] = [pluginFolder('users'), pluginFolder('courses')];
    users.write('0001_initial', 'create table users (id text primary key);');
    courses.write(
      '0001_initial',
      `create table courses (id text primary key);\ninsert into courses values ('a');\n\n-- twice\ninsert into courses values ('a');\ncreate table more (id text);`,
    );
    const failing = migrate(database, [users, courses], quiet());
    await expect(failing).rejects.toThrow(
      new RegExp(
        `^courses/${dialect}/0001_initial.sql, statement 3 on line 5 failed and nothing of this file was applied: .*(UNIQUE|unique)`,
      ),
    );
    await expect(failing).rejects.toThrow(`insert into courses values ('a')`);
    expect(await columns(database)).toEqual(['users.id']);
    courses.write('0001_initial', 'create table courses (id text primary key);');
    expect((await migrate(database, [users, courses], quiet())).applied).toEqual(['courses/0001_initial']);
  });

  test('refuses a file that was changed after it was applied, by name', async () => {
    const database = await freshDatabase(dialect);
    const plugin = pluginFolder('users');
    plugin.write('0001_initial', 'create table users (id text primary key);\n');
    await migrate(database, [plugin], quiet());
    plugin.write('0001_initial', 'create table users (id text primary key, name text);\n');
    plugin.write('0002_more', 'create table more (id text primary key);');
    await expect(migrate(database, [plugin], quiet())).rejects.toThrow(
      `users/${dialect}/0001_initial.sql was changed after it was applied`,
    );
    expect(await columns(database)).toEqual(['users.id']);
    plugin.write('0001_initial', 'create table users (id text primary key);\r\n'); // another line end is no other migration
    expect((await migrate(database, [plugin], quiet())).applied).toEqual(['users/0002_more']);
  });

  test('refuses a database that a newer version has migrated, and a file in the place of an applied one', async () => {
    const database = await freshDatabase(dialect);
    const plugin = pluginFolder('users');
    plugin.write('0001_initial', 'create table users (id text primary key);');
    plugin.write('0003_later', 'create table later (id text primary key);');
    await migrate(database, [plugin], quiet());
    plugin.write('0002_between', 'create table between_them (id text primary key);');
    await expect(migrate(database, [plugin], quiet())).rejects.toThrow(
      'users/0002_between stands before 0003_later, which is applied',
    );
    for (const name of ['0002_between', '0003_later']) rmSync(join(plugin.path, dialect, `${name}.sql`));
    await expect(migrate(database, [plugin], quiet())).rejects.toThrow(
      'users/0003_later is applied but not known here',
    );
  });

  test.each([
    'begin',
    'COMMIT',
    'vacuum',
    'pragma foreign_keys = off',
    'create index concurrently i on t (a)',
    'savepoint a',
  ])('refuses %s, which would end or leave its transaction', async (statement) => {
    const plugin = pluginFolder('users');
    plugin.write('0001_initial', `create table t (a text primary key);\n${statement};`);
    const database = await freshDatabase(dialect);
    await expect(migrate(database, [plugin], quiet())).rejects.toThrow('users/0001_initial, line 2: ');
    expect(await columns(database)).toEqual([]);
  });

  // Red on SQLite without `foreign_keys = off`: dropping the old table deletes the lessons.
  test('a table can be replaced by hand without losing the rows that reference it, and with none left behind', async () => {
    const database = await freshDatabase(dialect);
    const plugin = pluginFolder('courses');
    plugin.write(
      '0001_initial',
      `create table courses (id text primary key, seats text); create table lessons (id text primary key, course text references courses (id) on delete cascade);
       insert into courses values ('c', '3'); insert into lessons values ('l', 'c');`,
    );
    await migrate(database, [plugin], quiet());
    const replace = (rows: string) => {
      const sqlite = `create table courses_new (id text primary key, seats integer); insert into courses_new ${rows}; drop table courses; alter table courses_new rename to courses;`;
      plugin.write(
        '0002_seats',
        dialect === 'sqlite'
          ? sqlite
          : `delete from courses where id not in (select id from (${rows}) as kept); alter table courses alter column seats type integer using seats::integer;`,
      );
    };
    if (dialect === 'sqlite') {
      replace(`select id, cast(seats as integer) from courses where false`);
      await expect(migrate(database, [plugin], quiet())).rejects.toThrow(
        'a row of lessons would reference a row of courses that is not there',
      );
    }
    replace(`select id, cast(seats as integer) from courses`);
    await migrate(database, [plugin], quiet());
    expect(await database.rawAll('select l.id, seats from lessons l join courses c on c.id = l.course')).toEqual([
      { id: 'l', seats: 3 },
    ]);
    await expect(database.execute(`insert into lessons values ('x', 'nowhere')`)).rejects.toThrow(/foreign key/i);
  });
});
