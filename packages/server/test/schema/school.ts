// The tables the tests work on: each feature of the declarations at least once.
import {
  bigint,
  boolean,
  decimal,
  id,
  integer,
  json,
  money,
  personRef,
  publishedView,
  real,
  table,
  tenantTable,
  text,
  time,
} from '@lectern/kit';
import { snapshotOf } from '../../src/schema/snapshot.ts';

export const courses = tenantTable(
  'courses',
  {
    id: id(),
    title: text().notNull(),
    summary: text(),
    open: boolean().notNull().default(false),
    layout: json<{ columns: number }>().notNull().default({ columns: 1 }),
    startsAt: time(),
    price: money(),
    passMark: decimal(4).notNull().default(0.5),
    rating: real(),
    bytes: bigint().notNull().default(0),
    seats: integer(),
  },
  { search: ['title', 'summary'], indexes: [{ on: ['org', 'title'] }, { on: ['org', 'startsAt'], where: '"open"' }] },
);
export const lessons = tenantTable(
  'lessons',
  { id: id(), course: text().notNull(), order: text().notNull(), body: text().notNull().default('') },
  { references: { course: [courses, 'id'] }, indexes: [{ on: ['course', 'order'], unique: true }], search: ['body'] },
);
export const progress = tenantTable(
  'progress',
  {
    lesson: text().notNull(),
    person: personRef({ onMerge: 'move', onErase: 'delete', onExport: 'progress' }).notNull(),
    done: integer().notNull(),
  },
  { key: ['lesson', 'person', 'org'], references: { lesson: [lessons, 'id'] } },
);
export const people = table(
  'people',
  { id: id(), email: text().notNull() },
  { indexes: [{ on: ['email'], unique: true }] },
);
export const openCourses = publishedView(
  'open_courses',
  { id: text().notNull(), title: text().notNull() },
  { select: `select "id", "title", "org_id" from "courses" where "open"`, tenant: true },
);
export const school = snapshotOf([progress, openCourses, people, lessons, courses]);
