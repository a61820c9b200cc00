import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { markReleased, migrationsOf, syncMigrations } from '../../src/schema/generate.ts';
import { indexSnapshot, type Snapshot, type TableSnapshot } from '../../src/schema/snapshot.ts';
import { temporaryFolder } from './databases.ts';
import { courses, lessons, openCourses, people, progress, school } from './school.ts';

const tables = [courses, lessons, openCourses, people, progress];

/** The declared tables with one of them changed, as a later version of the plugin would declare them. */
const later = (name: string, change: (table: TableSnapshot) => Partial<TableSnapshot>): Snapshot => ({
  ...school,
  tables: school.tables.map((table) => (table.name === name ? { ...table, ...change(table) } : table)),
});
const withSeats = later('people', (table) => ({
  columns: [...table.columns, { name: 'seats', type: 'integer', notNull: true, default: 0 }],
}));
const withoutEmail = later('people', (table) => ({
  columns: table.columns.filter(({ name }) => name !== 'email'),
  indexes: [],
}));

function releasedPlugin() {
  const folder = temporaryFolder();
  const migrations = join(folder, 'migrations');
  syncMigrations({ id: 'courses', folder, tables }, { check: false });
  markReleased(folder);
  return {
    migrations,
    plan: (snapshot: Snapshot) =>
      [...migrationsOf('courses', migrations, snapshot)].map(
        ([path, text]) => [path.slice(migrations.length + 1), text] as const,
      ),
    write: (path: string, text: string) => writeFileSync(join(migrations, path), text),
    accept: (snapshot: Snapshot) => {
      for (const [path, text] of migrationsOf('courses', migrations, snapshot)) writeFileSync(path, text);
    },
  };
}

describe('the migrations of a plugin', () => {
  test('are one file for each database before the first release, written anew when the tables change', () => {
    const folder = temporaryFolder();
    const paths = ['sqlite/0001_initial.sql', 'postgres/0001_initial.sql', 'snapshot.json'].map((path) =>
      join(folder, 'migrations', path),
    );
    expect(syncMigrations({ id: 'courses', folder, tables: [people] }, { check: true })).toEqual(paths);
    expect(readdirSync(folder)).toEqual([]);
    expect(syncMigrations({ id: 'courses', folder, tables: [people] }, { check: false })).toEqual(paths);
    expect(syncMigrations({ id: 'courses', folder, tables: [people] }, { check: true })).toEqual([]);
    expect(syncMigrations({ id: 'courses', folder, tables }, { check: false })).toEqual(paths);
    expect(readFileSync(paths[0] as string, 'utf8')).toContain('create table "progress"');
    expect(syncMigrations({ id: 'courses', folder, tables: [people] }, { check: true })).toEqual(paths); // and back: nothing is lost yet
  });

  test('are none for a plugin without tables', () => {
    const folder = temporaryFolder();
    expect(syncMigrations({ id: 'empty', folder, tables: [] }, { check: false })).toEqual([]);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('are only added to after a release', () => {
    const { plan, accept, migrations } = releasedPlugin();
    expect(plan(school).map(([path]) => path)).toEqual(['snapshot.json']);
    expect(plan(withSeats).map(([path]) => path)).toEqual([
      'sqlite/0002_add_people_seats.sql',
      'postgres/0002_add_people_seats.sql',
      'snapshot.json',
    ]);
    expect(plan(withSeats)[0]?.[1]).toMatch(
      /\n\nalter table "people" add column "seats" integer not null default 0;\n$/,
    );
    accept(withSeats);
    expect(plan(withSeats).map(([path]) => path)).toEqual(['snapshot.json']);
    const indexed = {
      ...withSeats,
      tables: withSeats.tables.map((table) =>
        table.name === 'people' ? { ...table, indexes: [indexSnapshot('people', { on: ['seats'] })] } : table,
      ),
    };
    expect(plan(indexed)[0]?.[0]).toBe('sqlite/0003_add_people_by_seats_and_more.sql');
    expect(readdirSync(join(migrations, 'sqlite'))).toEqual(['0001_initial.sql', '0002_add_people_seats.sql']);
  });

  test('are refused when a released file was edited or removed', () => {
    const { plan, write, migrations } = releasedPlugin();
    write('postgres/0001_initial.sql', '-- nothing');
    expect(() => plan(school)).toThrow('0001_initial is released and was changed or removed');
    for (const dialect of ['sqlite', 'postgres']) rmSync(join(migrations, dialect, '0001_initial.sql'));
    expect(() => plan(school)).toThrow('0001_initial is released and was changed or removed');
  });

  test('are refused when a file has no twin for the other database', () => {
    const { plan, write } = releasedPlugin();
    write('sqlite/0002_by_hand.sql', 'select 1;');
    expect(() => plan(school)).toThrow('sqlite/0002_by_hand.sql has no twin in postgres/');
  });

  test('are refused when they lead elsewhere than the declared tables', () => {
    const { plan, write } = releasedPlugin();
    for (const dialect of ['sqlite', 'postgres'])
      write(`${dialect}/0002_by_hand.sql`, 'create table forgotten (id text primary key);');
    expect(() => plan(school)).toThrow(
      /do not lead to the declared tables\n {2}too much: column forgotten.id text key 1/,
    );
    for (const dialect of ['sqlite', 'postgres']) write(`${dialect}/0002_by_hand.sql`, 'create tabel wrong;');
    expect(() => plan(school)).toThrow(/near "tabel": syntax error, in\n.*courses\/sqlite\/0002_by_hand.sql, line 1/);
  });

  test('are written by hand for what loses data, and accepted when they lead to the declared tables', () => {
    const { plan, write, accept } = releasedPlugin();
    expect(() => plan(withoutEmail)).toThrow(
      /courses: no migration is written for these changes\n- people: email is dropped\n[\s\S]*migrations\/sqlite\/0002_change_people.sql/,
    );
    for (const dialect of ['sqlite', 'postgres'])
      write(`${dialect}/0002_no_email.sql`, 'drop index "people_unique_email";');
    expect(() => plan(withoutEmail)).toThrow(
      'The files written so far still differ from what is declared:\n  too much: column people.email text not null',
    );
    for (const dialect of ['sqlite', 'postgres'])
      write(
        `${dialect}/0002_no_email.sql`,
        'drop index "people_unique_email"; alter table "people" drop column "email";',
      );
    expect(plan(withoutEmail).map(([path]) => path)).toEqual(['snapshot.json']);
    accept(withoutEmail);
    expect(plan(withoutEmail).map(([path]) => path)).toEqual(['snapshot.json']);
  });

  test('may move rows by hand without a change of the tables', () => {
    const { plan, write } = releasedPlugin();
    for (const dialect of ['sqlite', 'postgres'])
      write(`${dialect}/0002_lower_case.sql`, `update "people" set "email" = lower("email");`);
    expect(plan(school).map(([path]) => path)).toEqual(['snapshot.json']);
  });

  test('are refused for a view that does not show what it declares', () => {
    const folder = temporaryFolder();
    mkdirSync(dirname(join(folder, 'x')), { recursive: true });
    const [view] = school.views;
    const wrong: Snapshot = {
      ...school,
      views: [
        { ...view!, columns: ['id', 'title', 'surname', 'org_id'] },
        { ...view!, name: 'wide', sqlite: 'select "id", "title", "org_id", "price" from "courses"' },
      ],
    };
    const failing = () => migrationsOf('courses', folder, wrong);
    expect(failing).toThrow('open_courses declares surname, which its select does not give');
    expect(failing).toThrow('wide shows price, which is not declared');
  });
});
