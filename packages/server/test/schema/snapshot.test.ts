import { id, integer, publishedView, table, tenantTable, text, time } from '@lectern/kit';
import { sql } from 'drizzle-orm';
import { varchar } from 'drizzle-orm/pg-core';
import { describe, expect, test } from 'vitest';
import { snapshotOf } from '../../src/schema/snapshot.ts';
import { courses, lessons, openCourses, people, progress, school } from './school.ts';

const faultOf = (...tables: Parameters<typeof snapshotOf>[0][number][]): string => {
  try {
    snapshotOf(tables);
    return '';
  } catch (error) {
    return (error as Error).message;
  }
};

describe('the snapshot of a plugin', () => {
  test('is the same whatever the order in which its tables are listed, a table after those it references', () => {
    const [forth, back] = [
      snapshotOf([courses, lessons, progress, people, openCourses]),
      snapshotOf([openCourses, people, progress, lessons, courses]),
    ];
    expect(JSON.stringify(forth)).toBe(JSON.stringify(back));
    expect(forth.tables.map(({ name }) => name)).toEqual(['courses', 'lessons', 'people', 'progress']);
  });

  test('survives being written as JSON', () => {
    expect(JSON.parse(JSON.stringify(school))).toEqual(school);
  });

  test('holds defaults as the databases will', () => {
    const defaults = Object.fromEntries(
      school.tables.find(({ name }) => name === 'courses')?.columns.map((column) => [column.name, column.default]) ??
        [],
    );
    expect(defaults).toMatchObject({ open: false, layout: '{"columns":1}', pass_mark: 5_000, bytes: 0 });
  });

  test('names indexes within the 63 bytes of Postgres, and two with different conditions differently', () => {
    const long = table(
      `t${'x'.repeat(40)}`,
      { id: id(), oneVeryLongName: text(), anotherLongName: text() },
      {
        indexes: [
          { on: ['oneVeryLongName', 'anotherLongName'] },
          { on: ['oneVeryLongName', 'anotherLongName'], where: '"id" > 1' },
          { on: ['anotherLongName', 'oneVeryLongName'] },
        ],
      },
    );
    const names = snapshotOf([long]).tables[0]?.indexes.map(({ name }) => name) ?? [];
    expect(new Set(names).size).toBe(3);
    expect(Math.max(...names.map((name) => name.length))).toBeLessThanOrEqual(63);
  });
});

describe('a table that cannot become a migration is refused', () => {
  const anchor = table('anchors', { id: id(), code: text() });
  test.each([
    ['no key', table('no_key', { a: text() }), 'no_key: has no key'],
    [
      'two keys',
      table('two_keys', { id: id(), a: text() }, { key: ['a'] }),
      'has both a primary key column and a natural key',
    ],
    [
      'a property that is not there',
      table('typo', { id: id() }, { indexes: [{ on: ['nmae'] }] }),
      'typo: has no property nmae',
    ],
    [
      'a foreign column type',
      table('foreign_type', { id: id(), a: varchar() }),
      'a is varchar: use the column types of the kit',
    ],
    [
      '.unique()',
      table('unique_column', { id: id(), a: text().unique() }),
      "a uses .unique(): say { on: ['a'], unique: true } in indexes",
    ],
    [
      '.references()',
      table('inline_reference', { id: id(), a: text().references(() => anchor.id) }),
      'uses .references()',
    ],
    ['an SQL default', table('sql_default', { id: id(), a: time().default(sql`now()`) }), 'a has SQL as its default'],
    [
      'a searched number',
      table('searched_number', { id: id(), a: integer() }, { search: ['a'] }),
      'a is searched but not text',
    ],
    [
      'a searched natural key',
      table('searched_key', { a: text(), b: text() }, { key: ['a', 'b'], search: ['b'] }),
      'needs a key of one column',
    ],
    ['a name with capitals', table('Shouting', { id: id() }), 'Shouting is not'],
    ['the name of a full-text table', table('words_fts', { id: id() }), 'words_fts is not'],
    [
      'a reference to another plugin',
      table('far', { id: id(), a: text() }, { references: { a: [anchor, 'id'] }, indexes: [{ on: ['a'] }] }),
      'far.a references anchors.id, a table of another plugin',
    ],
    [
      'a table that is no table of the kit',
      publishedView('lonely', { a: text() }, { select: 'select 1 as a', tenant: false }),
      '',
    ],
  ])('%s', (_, subject, message) => {
    expect(faultOf(subject)).toContain(message);
  });

  test('a reference to a column that is not unique, or without an index for deleting', () => {
    const unindexed = table('unindexed', { id: id(), a: text() }, { references: { a: [anchor, 'id'] } });
    expect(faultOf(anchor, unindexed)).toContain(
      'no index begins with a: deleting one row there would read every row here',
    );
    const loose = table(
      'loose',
      { id: id(), a: text() },
      { references: { a: [anchor, 'code'] }, indexes: [{ on: ['a'] }] },
    );
    expect(faultOf(anchor, loose)).toContain('loose.a references anchors.code, which is not unique');
  });

  test('references in a circle', () => {
    const options = { references: {}, indexes: [{ on: ['other'] }] };
    const hen = tenantTable('hens', { id: id(), other: text() }, options);
    const egg = tenantTable('eggs', { id: id(), other: text() }, { ...options, references: { other: [hen, 'id'] } });
    Object.assign(options.references, { other: [egg, 'id'] });
    expect(faultOf(hen, egg)).toContain('eggs -> hens -> eggs reference each other in a circle');
  });

  test('all faults at once', () => {
    expect(faultOf(table('bad', { A: text() }, { indexes: [{ on: ['x'] }] })).split('\n').length).toBeGreaterThan(2);
  });
});
