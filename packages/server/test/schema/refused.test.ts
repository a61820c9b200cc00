import { describe, expect, test } from 'vitest';
import { migrate } from '../../src/schema/apply.ts';
import { creationOf } from '../../src/schema/ddl.ts';
import { schemaDifferences, schemaOf } from '../../src/schema/introspect.ts';
import { wayOut } from '../../src/schema/refused.ts';
import type { ColumnSnapshot, Snapshot, TableSnapshot } from '../../src/schema/snapshot.ts';
import { dialects, executeAll, freshDatabase } from './databases.ts';
import { pluginFolder } from './plugin-folder.ts';
import { school } from './school.ts';

const later = (name: string, change: (table: TableSnapshot) => Partial<TableSnapshot>): Snapshot => ({
  ...school,
  tables: school.tables.map((table) => (table.name === name ? { ...table, ...change(table) } : table)),
});
const column = (name: string, to: Partial<ColumnSnapshot>) => (table: TableSnapshot) => ({
  columns: table.columns.map((one) => (one.name === name ? { ...one, ...to } : one)),
});
const drop =
  (...names: string[]) =>
  (table: TableSnapshot) => ({
    columns: table.columns.filter(({ name }) => !names.includes(name)),
    indexes: table.indexes.filter(({ columns }) => !columns.some((name) => names.includes(name))),
    references: table.references.filter((one) => !names.includes(one.column)),
    search: table.search.filter((name) => !names.includes(name)),
  });

/** What changes, what is said, and what somebody writes in place of the angle brackets. */
const cases: [string, Snapshot, string[], Record<string, string>?][] = [
  ['dropping a column', later('courses', drop('rating')), ['- courses: rating is dropped']],
  [
    'dropping an indexed and searched column',
    later('courses', drop('summary', 'starts_at')),
    ['summary is dropped', 'starts_at is dropped'],
  ],
  ['dropping a reference with its column', later('lessons', drop('course')), ['lessons: course is dropped']],
  [
    'dropping a table',
    { ...school, tables: school.tables.filter(({ name }) => name !== 'progress') },
    ['table progress is dropped or renamed'],
  ],
  [
    'dropping a searched table',
    { views: [], tables: school.tables.filter(({ name }) => name === 'people') },
    ['table courses is dropped', 'table lessons is dropped'],
  ],
  [
    'renaming a column',
    later('people', (table) => ({
      columns: table.columns.map((one) => (one.name === 'email' ? { ...one, name: 'mail' } : one)),
      indexes: [],
    })),
    ['email is dropped, or renamed to mail', 'mail is added not null without a default'],
    { 'value of mail': '"email"' },
  ],
  [
    'changing a type',
    later('courses', column('seats', { type: 'text' })),
    ['seats changes from integer to text'],
    { '"seats" as text': 'cast("seats" as text)' },
  ],
  [
    'forbidding nothing',
    later('courses', column('seats', { notNull: true })),
    ['seats becomes not null'],
    { 'value where it is null': '12' },
  ],
  ['allowing nothing', later('courses', column('bytes', { notNull: false })), ['bytes becomes nullable']],
  ['changing a default', later('courses', column('open', { default: true })), ['open changes its default']],
  [
    'a new column that must have a value',
    later('courses', ({ columns }) => ({ columns: [...columns, { name: 'code', type: 'text', notNull: true }] })),
    ['code is added not null without a default'],
    { 'value of code': `'C-' || "id"` },
  ],
  ['changing a key', later('progress', () => ({ key: ['lesson', 'person'] })), ['its key changes']],
  [
    'adding a reference',
    later('progress', ({ references, indexes }) => ({
      references: [...references, { column: 'person', table: 'people', target: 'id' }],
      indexes,
    })),
    ['person becomes a reference'],
  ],
  ['ending a reference', later('lessons', () => ({ references: [] })), ['course is no reference any more']],
  [
    'giving rows to organizations',
    later('people', ({ columns }) => ({
      columns: [...columns, { name: 'org_id', type: 'text', notNull: true }],
      tenant: 'org_id',
    })),
    ['people: whether its rows belong to an organization changes'],
    { 'value of org_id': `'school'` },
  ],
  [
    'taking rows from organizations',
    { ...later('progress', (table) => ({ ...drop('org_id')(table), tenant: null, key: ['lesson', 'person'] })) },
    ['progress: whether its rows belong to an organization changes'],
  ],
  [
    'several at once, with what is safe',
    later('courses', (table) => ({
      ...drop('rating')(table),
      columns: [
        ...drop('rating')(table).columns,
        { name: 'hue', type: 'text', notNull: false },
        { name: 'tint', type: 'text', notNull: false },
      ],
      search: ['title'],
    })),
    ['rating is dropped'],
  ],
];

const draftIn = (message: string, dialect: string): string =>
  message
    .split(`migrations/${dialect}/0002_by_hand.sql\n`)[1]
    ?.split('\n\nmigrations/')[0]
    ?.replaceAll(/^ {4}/gm, '') ?? '';

describe('what loses data or breaks what runs is refused', () => {
  test.each(cases)('%s', (_, after, messages) => {
    const message = wayOut(school, after, '0002_by_hand');
    for (const part of messages) expect(message).toContain(part);
    expect(message).toContain('Expand, then contract');
  });

  // The way out is real: the drafted files, with the brackets filled in, lead there and keep the rows.
  describe.each(dialects)('and the way out leads there on %s', (dialect) => {
    test.each(cases)('%s', async (_, after, _messages, filled = {}) => {
      const database = await freshDatabase(dialect);
      const plugin = pluginFolder('courses');
      plugin.write('0001_initial', creationOf(dialect, school).join(';\n'));
      await migrate(database, [plugin], { log: { info() {}, warn() {} } });
      await executeAll(database, [
        `insert into "courses" ("id", "title", "summary", "seats", "org_id") values ('c', 'Knots', 'bends', 3, 'school'), ('d', 'Sails', null, null, 'school')`,
        `insert into "people" ("id", "email") values ('ann', 'ann@example.org')`,
        `insert into "lessons" ("id", "course", "order", "body", "org_id") values ('l', 'c', 'a0', 'hitch', 'school')`,
        `insert into "progress" ("lesson", "person", "done", "org_id") values ('l', 'ann', 1, 'school')`,
      ]);
      let text = draftIn(wayOut(school, after, '0002_by_hand'), dialect);
      for (const [gap, value] of Object.entries(filled)) text = text.replaceAll(`<${gap}>`, value);
      plugin.write('0002_by_hand', text);
      await migrate(database, [plugin], { log: { info() {}, warn() {} } });

      const direct = await freshDatabase(dialect);
      await executeAll(direct, creationOf(dialect, after));
      expect(schemaDifferences(await schemaOf(database), await schemaOf(direct))).toEqual([]);
      const rows = { courses: 2, people: 1, lessons: 1, progress: 1 };
      for (const { name, search } of after.tables) {
        expect(
          await database.rawAll(`select count(*) as n from "${name}"`).then(([row]) => [name, Number(row?.n)]),
        ).toEqual([name, rows[name as keyof typeof rows]]);
        if (search.length > 0)
          expect(Number((await database.rawAll(`select count(*) as n from "${name}_fts"`))[0]?.n)).toBe(
            rows[name as keyof typeof rows],
          );
      }
    });
  });
});
