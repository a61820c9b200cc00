// A school goes from one version of a plugin to the next with its rows in place, and the next version's queries work.
import { query, searchText, unitOrg } from '@lectern/kit';
import { and, asc, eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { migrate } from '../../src/schema/apply.ts';
import { creationOf, statementsOf } from '../../src/schema/ddl.ts';
import { differenceOf } from '../../src/schema/diff.ts';
import { schemaOf } from '../../src/schema/introspect.ts';
import type { Snapshot } from '../../src/schema/snapshot.ts';
import { dialects, freshDatabase, inSchool } from './databases.ts';
import { pluginFolder } from './plugin-folder.ts';
import { courses, lessons, openCourses, progress, school } from './school.ts';

const inOrg = eq(courses.org, unitOrg);
const find = query('test.find', { words: searchText() }, (q, p, powers) =>
  q
    .select({ id: courses.id, bytes: courses.bytes })
    .from(courses)
    .where(and(inOrg, powers.matches(courses, p.words)))
    .orderBy(powers.rank(courses, p.words)),
);
const shown = query('test.shown', {}, (q) =>
  q.select({ title: openCourses.title }).from(openCourses).where(eq(openCourses.org, unitOrg)),
);
const addCourse = query('test.add', { id: courses.id, title: courses.title, open: courses.open }, (q, p) =>
  q.insert(courses).values({ ...p, org: unitOrg }),
);
const addLesson = query('test.addLesson', { id: lessons.id, course: lessons.course, order: lessons.order }, (q, p) =>
  q.insert(lessons).values({ ...p, org: unitOrg }),
);
const mark = query('test.mark', { lesson: progress.lesson, person: progress.person, done: progress.done }, (q, p) =>
  q
    .insert(progress)
    .values({ ...p, org: unitOrg })
    .onConflictDoUpdate({ target: [progress.lesson, progress.person, progress.org], set: { done: p.done } }),
);
const marks = query('test.marks', { lesson: progress.lesson }, (q, p) =>
  q
    .select({ person: progress.person, done: progress.done })
    .from(progress)
    .where(and(eq(progress.lesson, p.lesson), eq(progress.org, unitOrg)))
    .orderBy(asc(progress.person)),
);
const dropCourse = query('test.dropCourse', { id: courses.id }, (q, p) =>
  q.delete(courses).where(and(eq(courses.id, p.id), inOrg)),
);

/** Before lessons, the view, the search index, one index and the columns with defaults were thought of. */
const earlier: Snapshot = {
  views: [],
  tables: school.tables
    .filter(({ name }) => name === 'courses' || name === 'people')
    .map((table) => ({
      ...table,
      search: [],
      indexes: table.indexes.filter(({ where }) => !where),
      columns: table.columns.filter(({ name }) => !['open', 'layout', 'bytes', 'starts_at'].includes(name)),
    })),
};

describe.each(dialects)('on %s', (dialect) => {
  const silent = { log: { info() {}, warn() {} } };
  const versions = () => {
    const plugin = pluginFolder('courses');
    plugin.write('0001_initial', creationOf(dialect, earlier).join(';\n'));
    return {
      plugin,
      release: () =>
        plugin.write('0002_more', statementsOf(dialect, differenceOf(earlier, school).changes).join(';\n')),
    };
  };

  test('columns with defaults, an index, a view, a search index and tables come to a school with rows', async () => {
    const database = await freshDatabase(dialect);
    const { plugin, release } = versions();
    await migrate(database, [plugin], silent);
    await inSchool(() =>
      database.execute(
        `insert into "courses" ("id", "title", "summary", "org_id") values ('c', 'Knots', 'for sailors', 'school')`,
      ),
    );
    release();
    await migrate(database, [plugin], silent);
    await inSchool(async () => {
      expect(await database.all(find, { words: 'sailor' })).toEqual([{ id: 'c', bytes: 0 }]);
      await database.run(addCourse, { id: 'd', title: 'Sailors’ songs', open: true });
      expect((await database.all(find, { words: 'sailor' })).map(({ id }) => id).sort()).toEqual(['c', 'd']);
      expect(await database.all(shown)).toEqual([{ title: 'Sailors’ songs' }]);
    });
    const index = (await schemaOf(database)).find((line) => line.toLowerCase().includes('courses_by_org_id_starts_at'));
    expect(index?.toLowerCase()).toMatch(/where \(?"?open"?\)?$/);
  });

  test('a course made through queries takes its lessons and marks along when it goes', async () => {
    const database = await freshDatabase(dialect);
    const { plugin, release } = versions();
    release();
    await migrate(database, [plugin], silent);
    await inSchool(async () => {
      await database.run(addCourse, { id: 'c', title: 'Knots', open: false });
      await database.run(addLesson, { id: 'l', course: 'c', order: 'a0' });
      await expect(database.run(addLesson, { id: 'x', course: 'nowhere', order: 'a0' })).rejects.toThrow(
        /foreign key/i,
      );
      await expect(database.run(addLesson, { id: 'm', course: 'c', order: 'a0' })).rejects.toThrow(/unique/i);
      for (const done of [1, 2]) await database.run(mark, { lesson: 'l', person: 'ann', done });
      expect(await database.all(marks, { lesson: 'l' })).toEqual([{ person: 'ann', done: 2 }]);
      await database.run(dropCourse, { id: 'c' });
      expect(await database.all(marks, { lesson: 'l' })).toEqual([]);
    });
  });

  test('rows of a natural key are kept in the key, without a second copy', async () => {
    const database = await freshDatabase(dialect);
    const { plugin, release } = versions();
    release();
    await migrate(database, [plugin], silent);
    const schema = await schemaOf(database);
    if (dialect === 'sqlite') expect(schema).toContain('table progress strict without rowid');
    else expect(schema).toContain('constraint progress PRIMARY KEY (lesson, person, org_id)');
  });
});
