import { id, integer, tenantTable, text, time } from '@lectern/kit';
import type { CourseCard } from './contract.ts';

export const courses = tenantTable(
  'courses',
  {
    id: id(),
    slug: text().notNull(),
    title: text().notNull(),
    /** The title as it is sorted: `sortKeyOf`. */
    sortKey: text().notNull(),
    summary: text().notNull(),
    description: text().notNull(),
    /** Name on the cover, as it is printed: no reference to a person. */
    byline: text().notNull(),
    language: text().notNull(),
    status: text().$type<CourseCard['status']>().notNull(),
    /** Kept here, so that a shelf of a hundred courses is one read and not a hundred counts. */
    lessons: integer().notNull(),
    minutes: integer().notNull(),
    publishedAt: time(),
    createdAt: time().notNull(),
    changedAt: time().notNull(),
  },
  {
    indexes: [{ on: ['org', 'slug'], unique: true }, { on: ['org', 'status', 'publishedAt', 'id'] }],
    search: ['title', 'summary'],
  },
);

export const sections = tenantTable(
  'sections',
  { id: id(), course: text().notNull(), title: text().notNull(), position: text().notNull() },
  { indexes: [{ on: ['course', 'position'] }], references: { course: [courses, 'id'] } },
);

export const lessons = tenantTable(
  'lessons',
  {
    id: id(),
    course: text().notNull(),
    section: text().notNull(),
    slug: text().notNull(),
    title: text().notNull(),
    kind: text().notNull(),
    minutes: integer().notNull(),
    position: text().notNull(),
  },
  {
    indexes: [{ on: ['course', 'slug'], unique: true }, { on: ['section', 'position'] }],
    references: { course: [courses, 'id'], section: [sections, 'id'] },
  },
);
