// The tenancy check on what drizzle's builders render for both dialects.
import {
  and,
  asc,
  desc,
  eq,
  exists,
  gt,
  inArray,
  lt,
  noopEncoder,
  or,
  Param,
  Placeholder,
  type SQL,
  sql,
} from 'drizzle-orm';
import { alias, integer, type PgDatabase, type PgQueryResultHKT, pgTable, text } from 'drizzle-orm/pg-core';
import { drizzle as postgres } from 'drizzle-orm/pg-proxy';
import {
  alias as sqliteAlias,
  integer as sqliteInteger,
  sqliteTable,
  text as sqliteText,
} from 'drizzle-orm/sqlite-core';
import { drizzle as sqlite } from 'drizzle-orm/sqlite-proxy';
import { describe, expect, it } from 'vitest';
import { assertTenancy, TenancyError, type TenancyRules } from '../../src/data/tenancy.ts';

const rules: TenancyRules = {
  organizationColumn: (table) =>
    table === 'courses' || table === 'enrollments' ? 'org_id' : table === 'accounts' ? undefined : 'unknown',
};

describe('what drizzle renders', () => {
  const allowed: Record<string, Build> = {
    'a plain select': (q, { courses }) => q.select().from(courses).where(eq(courses.org, unitOrg)),
    'nested and': (q, { courses }) =>
      q
        .select()
        .from(courses)
        .where(and(eq(courses.id, 'x'), and(eq(courses.org, unitOrg), eq(courses.price, 1)))),
    'or beside it': (q, { courses }) =>
      q
        .select()
        .from(courses)
        .where(and(eq(courses.org, unitOrg), or(eq(courses.price, 1), eq(courses.price, 2)))),
    'an inner join through the other table': (q, { courses, e }) =>
      q
        .select({ id: courses.id })
        .from(courses)
        .innerJoin(e, and(eq(e.org, courses.org), eq(e.course, courses.id)))
        .where(eq(courses.org, unitOrg)),
    'a left join': (q, { courses, e }) =>
      q
        .select()
        .from(courses)
        .leftJoin(e, and(eq(e.org, unitOrg), eq(e.course, courses.id)))
        .where(eq(courses.org, unitOrg)),
    'a subquery in where': (q, { courses, enrollments }) =>
      q
        .select()
        .from(courses)
        .where(
          and(
            eq(courses.org, unitOrg),
            inArray(
              courses.id,
              q.select({ id: enrollments.course }).from(enrollments).where(eq(enrollments.org, unitOrg)),
            ),
          ),
        ),
    'a correlated exists': (q, { courses, e }) =>
      q
        .select()
        .from(courses)
        .where(
          and(
            eq(courses.org, unitOrg),
            exists(
              q
                .select({ one: sql`1` })
                .from(e)
                .where(and(eq(e.org, courses.org), eq(e.course, courses.id))),
            ),
          ),
        ),
    'a subquery in from': (q, { courses }) =>
      q.select().from(q.select().from(courses).where(eq(courses.org, unitOrg)).as('own')),
    'a common table': (q, { courses }) => {
      const own = q.$with('own').as(q.select().from(courses).where(eq(courses.org, unitOrg)));
      return q.with(own).select().from(own);
    },
    'a union': (q, { courses }) =>
      q
        .select({ id: courses.id })
        .from(courses)
        .where(eq(courses.org, unitOrg))
        .union(
          q
            .select({ id: courses.id })
            .from(courses)
            .where(and(eq(courses.org, unitOrg), eq(courses.price, 0))),
        )
        .orderBy(asc(sql`id`))
        .limit(3),
    'group, having, order, limit, offset': (q, { courses }) =>
      q
        .select({ price: courses.price, n: sql`count(*)` })
        .from(courses)
        .where(eq(courses.org, unitOrg))
        .groupBy(courses.price)
        .having(gt(sql`count(*)`, 1))
        .orderBy(desc(courses.price))
        .limit(3)
        .offset(6),
    distinct: (q, { courses }) =>
      q.selectDistinct({ price: courses.price }).from(courses).where(eq(courses.org, unitOrg)),
    'a keyset page': (q, { courses }) =>
      q
        .select()
        .from(courses)
        .where(and(eq(courses.org, unitOrg), sql`(${courses.price}, ${courses.id}) > (${1}, ${'x'})`))
        .orderBy(courses.price, sql`${courses.id} collate "C"`),
    'an update': (q, { courses }) =>
      q
        .update(courses)
        .set({ price: 1 })
        .where(and(eq(courses.org, unitOrg), eq(courses.id, 'x')))
        .returning(),
    'an update from another table': (q, { courses, e }) =>
      q
        .update(courses)
        .set({ price: sql`${e.score}` })
        .from(e)
        .where(and(eq(courses.org, unitOrg), eq(e.org, courses.org), eq(e.course, courses.id))),
    'a delete': (q, { courses }) => q.delete(courses).where(eq(courses.org, unitOrg)).returning(),
    'an insert of two rows': (q, { enrollments }) =>
      q.insert(enrollments).values([
        { course: 'a', score: 1, org: unitOrg },
        { course: 'b', score: 2, org: unitOrg },
      ]),
    'an insert from a query': (q, { enrollments, courses }) =>
      q.insert(enrollments).select(
        q
          .select({ org: sql<string>`${unitOrg}`.as('org_id'), course: courses.id, score: courses.price })
          .from(courses)
          .where(eq(courses.org, unitOrg)),
      ),
    'an upsert': (q, { courses }) =>
      q
        .insert(courses)
        .values({ id: 'a', price: 1, title: '', org: unitOrg })
        .onConflictDoUpdate({
          target: [courses.org, courses.id],
          set: { price: sql`excluded.price` },
          setWhere: lt(courses.price, 3),
        }),
    'an insert, or nothing': (q, { courses }) =>
      q
        .insert(courses)
        .values({ id: 'a', price: 1, title: '', org: unitOrg })
        .onConflictDoNothing()
        .returning({ id: courses.id }),
    'raw SQL with the organization': (q, { accounts }) =>
      q
        .select({ n: sql`(select count(*) from courses c where c.org_id = ${unitOrg} and c.price > ${3})` })
        .from(accounts),
    'a global table': (q, { accounts }) => q.select().from(accounts).where(eq(accounts.id, 1)),
  };
  const refused: Record<string, Build> = {
    'no where': (q, { courses }) => q.select().from(courses),
    'a value for the organization': (q, { courses }) => q.select().from(courses).where(eq(courses.org, 'other')),
    'a parameter for the organization': (q, { courses }) =>
      q
        .select()
        .from(courses)
        .where(eq(courses.org, sql`${new Param(new Placeholder('org'))}`)),
    or: (q, { courses }) =>
      q
        .select()
        .from(courses)
        .where(or(eq(courses.org, unitOrg), eq(courses.id, 'x'))),
    not: (q, { courses }) =>
      q
        .select()
        .from(courses)
        .where(sql`not (${eq(courses.org, unitOrg)})`),
    'a join forgotten': (q, { courses, e }) =>
      q.select({ id: courses.id }).from(courses).innerJoin(e, eq(e.course, courses.id)).where(eq(courses.org, unitOrg)),
    'a left join that guards the wrong side': (q, { courses, e }) =>
      q
        .select()
        .from(courses)
        .leftJoin(e, and(eq(courses.org, unitOrg), eq(e.org, unitOrg))),
    'a right join': (q, { courses, e }) =>
      q.select().from(courses).rightJoin(e, eq(e.org, courses.org)).where(eq(courses.org, unitOrg)),
    'a subquery forgotten': (q, { courses, enrollments }) =>
      q
        .select()
        .from(courses)
        .where(
          and(eq(courses.org, unitOrg), inArray(courses.id, q.select({ id: enrollments.course }).from(enrollments))),
        ),
    'a common table forgotten': (q, { courses }) => {
      const all = q.$with('own').as(q.select().from(courses));
      return q.with(all).select().from(all);
    },
    'a union forgotten': (q, { courses }) =>
      q
        .select({ id: courses.id })
        .from(courses)
        .where(eq(courses.org, unitOrg))
        .union(q.select({ id: courses.id }).from(courses)),
    'raw SQL without the organization': (q, { accounts }) =>
      q.select({ n: sql`(select count(*) from courses)` }).from(accounts),
    'a second statement in raw SQL': (q, { accounts }) =>
      q.select().from(accounts).where(sql`1 = 1; delete from courses`),
    'an update': (q, { courses }) => q.update(courses).set({ price: 1 }).where(eq(courses.id, 'x')),
    'an update that moves the row': (q, { courses }) =>
      q.update(courses).set({ org: 'other' }).where(eq(courses.org, unitOrg)),
    'an update that hides a row': (q, { courses }) =>
      q.update(courses).set({ price: sql`1, (org_id, price) = ('x', 1)` }).where(eq(courses.org, unitOrg)),
    'a delete': (q, { courses }) => q.delete(courses),
    'an insert elsewhere': (q, { enrollments }) =>
      q.insert(enrollments).values({ course: 'a', score: 1, org: 'other' }),
    'an insert, second row elsewhere': (q, { enrollments }) =>
      q.insert(enrollments).values([
        { course: 'a', score: 1, org: unitOrg },
        { course: 'b', score: 1, org: 'other' },
      ]),
    'an insert from all': (q, { enrollments, courses }) =>
      q
        .insert(enrollments)
        .select(
          q
            .select({ org: sql<string>`${unitOrg}`.as('org_id'), course: courses.id, score: courses.price })
            .from(courses),
        ),
    'an upsert by another key': (q, { courses }) =>
      q
        .insert(courses)
        .values({ id: 'a', price: 1, title: '', org: unitOrg })
        .onConflictDoUpdate({ target: courses.id, set: { price: 2 } }),
    'a subquery in order by': (q, { accounts }) =>
      q.select().from(accounts).orderBy(sql`(select max(price) from courses)`),
    'a subquery in returning': (q, { accounts }) =>
      q.delete(accounts).returning({ n: sql`(select max(price) from courses)` }),
  };

  describe.each(['sqlite', 'postgres'] as const)('for %s', (dialect) => {
    it.each(Object.entries(allowed))('allows %s', (_, build) => {
      const { text, names } = rendered(dialect, build);
      expect(() => assertTenancy('q', text, names, rules)).not.toThrow();
    });
    it.each(Object.entries(refused))('refuses %s', (_, build) => {
      const { text, names } = rendered(dialect, build);
      expect(() => assertTenancy('q', text, names, rules)).toThrow(TenancyError);
    });
  });
});

type Builder = PgDatabase<PgQueryResultHKT, Record<string, never>>;
type Build = (q: Builder, tables: Tables) => { toSQL(): { sql: string; params: unknown[] } };
type Tables = typeof tables.postgres;
const unitOrg = sql`${new Param(new Placeholder('$org'), noopEncoder)}` as SQL<string>;

const tables = { postgres: postgresTables(), sqlite: sqliteTables() as unknown as ReturnType<typeof postgresTables> };
function postgresTables() {
  const courses = pgTable('courses', {
    org: text('org_id').notNull(),
    id: text().notNull(),
    title: text().notNull(),
    price: integer().notNull(),
  });
  const enrollments = pgTable('enrollments', {
    org: text('org_id').notNull(),
    course: text().notNull(),
    score: integer().notNull(),
  });
  return {
    courses,
    enrollments,
    e: alias(enrollments, 'e'),
    accounts: pgTable('accounts', { id: integer().notNull() }),
  };
}
function sqliteTables() {
  const org = sqliteText('org_id').notNull();
  const courses = sqliteTable('courses', {
    org,
    id: sqliteText().notNull(),
    title: sqliteText().notNull(),
    price: sqliteInteger().notNull(),
  });
  const enrollments = sqliteTable('enrollments', {
    org,
    course: sqliteText().notNull(),
    score: sqliteInteger().notNull(),
  });
  return {
    courses,
    enrollments,
    e: sqliteAlias(enrollments, 'e'),
    accounts: sqliteTable('accounts', { id: sqliteInteger().notNull() }),
  };
}
function rendered(dialect: 'sqlite' | 'postgres', build: Build) {
  const builders = {
    sqlite: () => sqlite(async () => ({ rows: [] })) as unknown as Builder,
    postgres: () => postgres(async () => ({ rows: [] })) as unknown as Builder,
  };
  const { sql: text, params } = build(builders[dialect](), tables[dialect]).toSQL();
  const names = params.map((param) =>
    param instanceof Param && param.value instanceof Placeholder ? param.value.name : undefined,
  );
  return { text, names };
}
