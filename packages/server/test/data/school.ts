// The small bank and the ledger that the proofs of this folder keep their books in.
import {
  boolean,
  integer,
  json,
  type Query,
  query,
  scalar,
  table,
  tenantTable,
  text,
  time,
  unitOrg,
} from '@lectern/kit';
import { and, asc, eq, gt, sql } from 'drizzle-orm';
import type { Database } from '../../src/data/database.ts';

export const accounts = table('test_accounts', { id: integer().primaryKey(), balance: integer().notNull() });
export const ledger = table('test_ledger', { id: integer().primaryKey() });
export const courses = tenantTable('test_courses', {
  id: text().primaryKey(),
  title: text().notNull(),
  price: integer().notNull(),
  published: boolean().notNull(),
  settings: json<{ tags: string[] }>().notNull(),
  createdAt: time().notNull(),
});

const ddl = {
  sqlite: `
    create table test_accounts (id integer primary key, balance integer not null);
    create table test_ledger (id integer primary key);
    create table test_courses (id text primary key, title text not null, price integer not null, published integer not null,
      settings text not null, created_at text not null, org_id text not null);
    create index test_courses_org on test_courses (org_id, id);`,
  postgres: `
    create table test_accounts (id integer primary key, balance integer not null);
    create table test_ledger (id integer primary key);
    create table test_courses (id text collate "C" primary key, title text not null, price integer not null, published boolean not null,
      settings jsonb not null, created_at timestamptz(3) not null, org_id text collate "C" not null);
    create index test_courses_org on test_courses (org_id, id);`,
};
export const buildSchool = (database: Database): Promise<void> => database.execute(ddl[database.dialect]);

export const accountCount = 20;
export const startBalance = 1_000;
export async function openAccounts(database: Database): Promise<void> {
  await database.unit(async () => {
    for (let id = 0; id < accountCount; id++) await database.run(openAccount, { id, balance: startBalance });
  });
}

export const openAccount = query('test.accounts.open', { id: accounts.id, balance: accounts.balance }, (q, p) =>
  q.insert(accounts).values(p),
);
export const move = query('test.accounts.move', { id: accounts.id, by: scalar<number>() }, (q, p) =>
  q
    .update(accounts)
    .set({ balance: sql`${accounts.balance} + cast(${p.by} as integer)` })
    .where(eq(accounts.id, p.id)),
);
export const balance = query('test.accounts.balance', { id: accounts.id }, (q, p) =>
  q.select({ balance: accounts.balance }).from(accounts).where(eq(accounts.id, p.id)),
);
export const total = query('test.accounts.total', {}, (q) =>
  q.select({ sum: sql<number>`sum(${accounts.balance})`.mapWith(Number) }).from(accounts),
);
export const record = query('test.ledger.record', { id: ledger.id }, (q, p) => q.insert(ledger).values(p));
export const recorded = query('test.ledger.all', {}, (q) =>
  q.select({ id: ledger.id }).from(ledger).orderBy(asc(ledger.id)),
);

const course = {
  id: courses.id,
  title: courses.title,
  price: courses.price,
  published: courses.published,
  settings: courses.settings,
  createdAt: courses.createdAt,
};
export const courseById = query('test.courses.byId', { id: courses.id }, (q, p) =>
  q
    .select(course)
    .from(courses)
    .where(and(eq(courses.org, unitOrg), eq(courses.id, p.id))),
);
export const coursePage = query('test.courses.page', { after: courses.id, limit: scalar<number>() }, (q, p) =>
  q
    .select(course)
    .from(courses)
    .where(and(eq(courses.org, unitOrg), gt(courses.id, p.after)))
    .orderBy(asc(courses.id))
    .limit(p.limit),
);
export const addCourse = query('test.courses.add', course, (q, p) => q.insert(courses).values({ ...p, org: unitOrg }));
export const exampleCourse = (id: string) => ({
  id,
  title: 'Introduction to botany',
  price: 4_200,
  published: true,
  settings: { tags: ['plants', 'beginners'] },
  createdAt: new Date('2026-03-01T09:00:00.000Z'),
});

export const recordedIds = async (database: Database): Promise<number[]> =>
  (await database.all(recorded as Query<Record<string, never>, { id: number }>, {})).map(({ id }) => id);
