// drizzle's builders of both dialects write `update ... from` alike enough that one declaration serves both databases.
import { query, scalar, unitOrg } from '@lectern/kit';
import { and, eq, sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { creationOf } from '../../src/schema/ddl.ts';
import { dialects, executeAll, freshDatabase, inSchool } from './databases.ts';
import { courses, lessons, school } from './school.ts';

const ofCourse = and(eq(lessons.course, courses.id), eq(lessons.org, unitOrg), eq(courses.org, unitOrg));
const copyTitles = query('test.copyTitles', { open: courses.open }, (q, p) =>
  q
    .update(lessons)
    .set({ body: courses.title })
    .from(courses)
    .where(and(ofCourse, eq(courses.open, p.open))),
);
const appendTitles = query('test.appendTitles', { sign: scalar<string>() }, (q, p) =>
  q
    .update(lessons)
    .set({ body: sql`${lessons.body} || ${p.sign} || ${courses.title}` })
    .from(courses)
    .where(ofCourse),
);
const returned = query('test.returned', {}, (q) =>
  q
    .update(lessons)
    .set({ order: sql`${lessons.order} || 'x'` })
    .from(courses)
    .where(ofCourse)
    .returning({ id: lessons.id, order: lessons.order }),
);
const all = query('test.lessons', {}, (q) =>
  q.select({ id: lessons.id, body: lessons.body }).from(lessons).where(eq(lessons.org, unitOrg)).orderBy(lessons.id),
);

describe.each(dialects)('update ... from on %s', (dialect) => {
  test('takes values of the other table, for the rows that join, within the organization', async () => {
    const database = await freshDatabase(dialect);
    await executeAll(database, creationOf(dialect, school));
    await executeAll(database, [
      `insert into "courses" ("id", "title", "open", "org_id") values ('c1', 'Knots', ${dialect === 'sqlite' ? 1 : true}, 'school'), ('c2', 'Sails', ${dialect === 'sqlite' ? 0 : false}, 'school'), ('c3', 'Theirs', ${dialect === 'sqlite' ? 1 : true}, 'other')`,
      `insert into "lessons" ("id", "course", "order", "body", "org_id") values ('l1', 'c1', 'a', 'one', 'school'), ('l2', 'c2', 'a', 'two', 'school'), ('l3', 'c3', 'a', 'three', 'other')`,
    ]);
    await inSchool(async () => {
      expect(await database.run(copyTitles, { open: true })).toBe(1);
      expect(await database.all(all)).toEqual([
        { id: 'l1', body: 'Knots' },
        { id: 'l2', body: 'two' },
      ]);
      expect(await database.run(appendTitles, { sign: '/' })).toBe(2);
      expect(await database.all(all)).toEqual([
        { id: 'l1', body: 'Knots/Knots' },
        { id: 'l2', body: 'two/Sails' },
      ]);
      expect((await database.all(returned)).sort((a, b) => (a.id < b.id ? -1 : 1))).toEqual([
        { id: 'l1', order: 'ax' },
        { id: 'l2', order: 'ax' },
      ]);
    });
    expect(await inSchool(() => database.all(all), 'other')).toEqual([{ id: 'l3', body: 'three' }]);
  });
});
