import { query, unitOrg } from '@lectern/kit';
import { and, eq, sql } from 'drizzle-orm';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { creationOf } from '../../src/schema/ddl.ts';
import { dialects, executeAll, freshDatabase, inSchool } from './databases.ts';
import { courses, school } from './school.ts';

const { id, title, summary, open, layout, startsAt, price, passMark, rating, bytes, seats } = courses;
const fields = { id, title, summary, open, layout, startsAt, price, passMark, rating, bytes, seats };
const addCourse = query('test.addCourse', fields, (q, p) => q.insert(courses).values({ ...p, org: unitOrg }));
const addBareCourse = query('test.addBareCourse', { id, title }, (q, p) =>
  q.insert(courses).values({ ...p, org: unitOrg }),
);
const course = query('test.course', { id }, (q, p) =>
  q
    .select(fields)
    .from(courses)
    .where(and(eq(courses.id, p.id), eq(courses.org, unitOrg))),
);
const totals = query('test.totals', {}, (q) =>
  q
    .select({
      price: sql<string>`cast(sum(${courses.price}) as text)`,
      marks: sql<string>`cast(sum(${courses.passMark}) as text)`,
    })
    .from(courses)
    .where(eq(courses.org, unitOrg)),
);

/** What both databases must keep. Postgres has no NUL in text; years before 1000 are not ours to keep. */
const textValue = fc.string({ unit: 'grapheme', maxLength: 30 }).filter((value) => !value.includes('\0'));
const nullable = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: null });
const row = fc.record({
  title: textValue,
  summary: nullable(textValue),
  open: fc.boolean(),
  layout: fc.oneof(
    // JSON has no negative zero
    fc
      .jsonValue({ noUnicodeString: true })
      .filter(isPlainJson)
      .map((value) => JSON.parse(JSON.stringify(value)) as unknown),
    fc.constantFrom('5', '1e3', 'null', 'true', 5, 1e3),
  ) as fc.Arbitrary<{ columns: number }>,
  startsAt: nullable(fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })),
  price: nullable(fc.maxSafeInteger()),
  passMark: fc.integer({ min: -(2 ** 50), max: 2 ** 50 }).map((whole) => whole / 10_000),
  rating: nullable(fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0)),
  bytes: fc.maxSafeInteger(),
  seats: nullable(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })),
});
function isPlainJson(value: unknown): boolean {
  return (
    value !== null &&
    !JSON.stringify(value).includes('\\u0000') &&
    !JSON.stringify(value).includes('-0') &&
    !/e-?\d/.test(JSON.stringify(value))
  );
}

describe.each(dialects)('values on %s', (dialect) => {
  test('every value of every column type comes back as it was given', async () => {
    const database = await freshDatabase(dialect);
    await executeAll(database, creationOf(dialect, school));
    await inSchool(() =>
      fc.assert(
        fc.asyncProperty(row, async (values) => {
          const id = crypto.randomUUID();
          await database.run(addCourse, { id, ...values });
          expect(await database.one(course, { id })).toEqual({ id, ...values });
        }),
        { numRuns: 300 },
      ),
    );
  });

  test('money and decimals add up exactly where floating point would not', async () => {
    const database = await freshDatabase(dialect);
    await executeAll(database, creationOf(dialect, school));
    const bare = {
      title: 'x',
      summary: null,
      open: false,
      layout: { columns: 1 },
      startsAt: null,
      rating: null,
      bytes: 0,
      seats: null,
    };
    await inSchool(async () => {
      for (let i = 0; i < 1_000; i++)
        await database.run(addCourse, { ...bare, id: `c${i}`, price: 9_007_199_254_740 + i, passMark: 0.1 });
      expect(await database.one(totals)).toEqual({
        price: String(9_007_199_254_740n * 1_000n + 499_500n),
        marks: '1000000',
      });
    });
  });

  test('a column that is left out has its declared default', async () => {
    const database = await freshDatabase(dialect);
    await executeAll(database, creationOf(dialect, school));
    await inSchool(async () => {
      await database.run(addBareCourse, { id: 'c', title: 'Knots' });
      expect(await database.one(course, { id: 'c' })).toMatchObject({
        open: false,
        layout: { columns: 1 },
        passMark: 0.5,
        bytes: 0,
        price: null,
      });
    });
  });

  test('a value of another type is refused', async () => {
    const database = await freshDatabase(dialect);
    await executeAll(database, creationOf(dialect, school));
    const insert = (seats: string) =>
      database.execute(
        `insert into "courses" ("id", "title", "seats", "org_id") values ('a', 'b', ${seats}, 'school')`,
      );
    await expect(insert(`'many'`)).rejects.toThrow();
    await insert('12');
  });
});
