import { list, query, scalar, searchText, unitOrg, visibleQuery } from '@lectern/kit';
import { and, asc, count, desc, eq, gte, lt, or, type SQL, sql } from 'drizzle-orm';
import { courses, lessons, sections } from './tables.ts';

const card = {
  id: courses.id,
  slug: courses.slug,
  title: courses.title,
  summary: courses.summary,
  author: courses.byline,
  language: courses.language,
  status: courses.status,
  lessons: courses.lessons,
  minutes: courses.minutes,
};
const whole = { ...card, description: courses.description, publishedAt: courses.publishedAt };
const here = eq(courses.org, unitOrg);

export const courseById = query('courses.byId', { id: courses.id }, (q, p) =>
  q
    .select(whole)
    .from(courses)
    .where(and(here, eq(courses.id, p.id))),
);
export const courseBySlug = query('courses.bySlug', { slug: courses.slug }, (q, p) =>
  q
    .select(whole)
    .from(courses)
    .where(and(here, eq(courses.slug, p.slug))),
);
export const cardsByIds = query('courses.cards', { ids: list<string>() }, (q, p, powers) =>
  q
    .select(card)
    .from(courses)
    .where(and(here, powers.inList(courses.id, p.ids))),
);

/** Newest first; the id decides between equal moments, so that a page begins exactly where the one before ended. */
const shelf = { publishedAt: courses.publishedAt, id: courses.id, limit: scalar<number>() };
const shelfCard = { ...card, publishedAt: courses.publishedAt };
const onShelf = (after: { publishedAt: SQL; id: SQL }) =>
  and(
    here,
    eq(courses.status, 'published'),
    sql`(${courses.publishedAt}, ${courses.id}) < (${after.publishedAt}, ${after.id})`,
  );
export const published = query('courses.published', shelf, (q, p) =>
  q
    .select(shelfCard)
    .from(courses)
    .where(onShelf(p))
    .orderBy(desc(courses.publishedAt), desc(courses.id))
    .limit(p.limit),
);
export const publishedMatching = query(
  'courses.publishedMatching',
  { ...shelf, search: searchText() },
  (q, p, powers) =>
    q
      .select(shelfCard)
      .from(courses)
      .where(and(onShelf(p), powers.matches(courses, p.search)))
      .orderBy(desc(courses.publishedAt), desc(courses.id))
      .limit(p.limit),
);

/** Ids are given in order of time, so the newest course has the highest. */
const behind = { before: courses.id, limit: scalar<number>() };
const writableCard = { ...card, changedAt: courses.changedAt };
export const writable = visibleQuery('courses.writable', behind, (q, p, _, seen) =>
  q
    .select(writableCard)
    .from(courses)
    .where(and(here, lt(courses.id, p.before), seen(courses.id)))
    .orderBy(desc(courses.id))
    .limit(p.limit),
);
export const writableMatching = visibleQuery(
  'courses.writableMatching',
  { ...behind, search: searchText() },
  (q, p, powers, seen) =>
    q
      .select(writableCard)
      .from(courses)
      .where(and(here, lt(courses.id, p.before), seen(courses.id), powers.matches(courses, p.search)))
      .orderBy(desc(courses.id))
      .limit(p.limit),
);

const inCourse = { course: courses.id };
export const sectionsOf = query('courses.sections', inCourse, (q, p) =>
  q
    .select({ id: sections.id, title: sections.title, position: sections.position })
    .from(sections)
    .where(and(eq(sections.org, unitOrg), eq(sections.course, p.course)))
    .orderBy(asc(sections.position), asc(sections.id)),
);
const lesson = {
  id: lessons.id,
  slug: lessons.slug,
  title: lessons.title,
  kind: lessons.kind,
  minutes: lessons.minutes,
};
export const lessonsOf = query('courses.lessons', inCourse, (q, p) =>
  q
    .select({ ...lesson, sectionId: lessons.section, position: lessons.position })
    .from(lessons)
    .where(and(eq(lessons.org, unitOrg), eq(lessons.course, p.course)))
    .orderBy(asc(lessons.position), asc(lessons.id)),
);

const placed = { ...lesson, courseId: lessons.course, sectionId: lessons.section, courseSlug: courses.slug };
export const placedLessons = query('courses.placedLessons', { ids: list<string>() }, (q, p, powers) =>
  q
    .select(placed)
    .from(lessons)
    .innerJoin(courses, and(here, eq(courses.id, lessons.course)))
    .where(and(eq(lessons.org, unitOrg), powers.inList(lessons.id, p.ids))),
);
export const placedLesson = query('courses.placedLesson', { id: lessons.id }, (q, p) =>
  q
    .select(placed)
    .from(lessons)
    .innerJoin(courses, and(here, eq(courses.id, lessons.course)))
    .where(and(eq(lessons.org, unitOrg), eq(lessons.id, p.id))),
);
export const sectionById = query('courses.section', { id: sections.id }, (q, p) =>
  q
    .select({ courseId: sections.course, title: sections.title })
    .from(sections)
    .where(and(eq(sections.org, unitOrg), eq(sections.id, p.id))),
);

/** `low` to `high` hold every slug made from one title: `maps-` to `maps.`, for `.` follows `-`. */
const slugs = { slug: courses.slug, low: courses.slug, high: courses.slug };
export const courseSlugs = query('courses.slugs', slugs, (q, p) =>
  q
    .select({ slug: courses.slug })
    .from(courses)
    .where(and(here, or(eq(courses.slug, p.slug), and(gte(courses.slug, p.low), lt(courses.slug, p.high))))),
);
export const lessonSlugs = query('courses.lessonSlugs', { ...slugs, course: lessons.course }, (q, p) =>
  q
    .select({ slug: lessons.slug })
    .from(lessons)
    .where(
      and(
        eq(lessons.org, unitOrg),
        eq(lessons.course, p.course),
        or(eq(lessons.slug, p.slug), and(gte(lessons.slug, p.low), lt(lessons.slug, p.high))),
      ),
    ),
);
export const lastSection = query('courses.lastSection', inCourse, (q, p) =>
  q
    .select({ position: sections.position })
    .from(sections)
    .where(and(eq(sections.org, unitOrg), eq(sections.course, p.course)))
    .orderBy(desc(sections.position))
    .limit(1),
);
export const lastLesson = query('courses.lastLesson', { section: lessons.section }, (q, p) =>
  q
    .select({ position: lessons.position })
    .from(lessons)
    .where(and(eq(lessons.org, unitOrg), eq(lessons.section, p.section)))
    .orderBy(desc(lessons.position))
    .limit(1),
);

const authored = {
  title: courses.title,
  sortKey: courses.sortKey,
  slug: courses.slug,
  summary: courses.summary,
  description: courses.description,
  byline: courses.byline,
  language: courses.language,
};
/** Changes no row when another course has the address: of two that arrive together one comes second, and tries the next. */
export const insertCourse = query(
  'courses.insert',
  { ...authored, id: courses.id, now: courses.createdAt },
  (q, { now, ...p }) =>
    q
      .insert(courses)
      .values({
        ...p,
        org: unitOrg,
        status: 'draft',
        lessons: 0,
        minutes: 0,
        publishedAt: null,
        createdAt: now,
        changedAt: now,
      })
      .onConflictDoNothing(),
);
export const updateCourse = query('courses.update', { ...authored, id: courses.id }, (q, { id, ...p }) =>
  q
    .update(courses)
    .set(p)
    .where(and(here, eq(courses.id, id))),
);
/** First in every change of a course: holds its row, so that changes of one course come one after the other. */
export const touch = query('courses.touch', { id: courses.id, now: courses.changedAt }, (q, p) =>
  q
    .update(courses)
    .set({ changedAt: p.now })
    .where(and(here, eq(courses.id, p.id))),
);
export const setStatus = query(
  'courses.setStatus',
  { id: courses.id, status: courses.status, publishedAt: courses.publishedAt },
  (q, { id, ...p }) =>
    q
      .update(courses)
      .set(p)
      .where(and(here, eq(courses.id, id))),
);
export const totals = query('courses.totals', inCourse, (q, p) =>
  q
    .select({ lessons: count(), minutes: sql`coalesce(sum(${lessons.minutes}), 0)`.mapWith(Number) })
    .from(lessons)
    .where(and(eq(lessons.org, unitOrg), eq(lessons.course, p.course))),
);
export const setTotals = query(
  'courses.setTotals',
  { id: courses.id, lessons: courses.lessons, minutes: courses.minutes },
  (q, { id, ...p }) =>
    q
      .update(courses)
      .set(p)
      .where(and(here, eq(courses.id, id))),
);
export const deleteCourse = query('courses.delete', { id: courses.id }, (q, p) =>
  q.delete(courses).where(and(here, eq(courses.id, p.id))),
);

const sectionColumns = { id: sections.id, course: sections.course, title: sections.title, position: sections.position };
export const insertSection = query('courses.insertSection', sectionColumns, (q, p) =>
  q.insert(sections).values({ ...p, org: unitOrg }),
);
export const renameSection = query('courses.renameSection', { id: sections.id, title: sections.title }, (q, p) =>
  q
    .update(sections)
    .set({ title: p.title })
    .where(and(eq(sections.org, unitOrg), eq(sections.id, p.id))),
);
export const placeSection = query('courses.placeSection', { id: sections.id, position: sections.position }, (q, p) =>
  q
    .update(sections)
    .set({ position: p.position })
    .where(and(eq(sections.org, unitOrg), eq(sections.id, p.id))),
);
export const deleteSection = query('courses.deleteSection', { id: sections.id }, (q, p) =>
  q.delete(sections).where(and(eq(sections.org, unitOrg), eq(sections.id, p.id))),
);

const lessonColumns = {
  id: lessons.id,
  course: lessons.course,
  section: lessons.section,
  slug: lessons.slug,
  title: lessons.title,
  kind: lessons.kind,
  minutes: lessons.minutes,
  position: lessons.position,
};
export const insertLesson = query('courses.insertLesson', lessonColumns, (q, p) =>
  q.insert(lessons).values({ ...p, org: unitOrg }),
);
export const updateLesson = query(
  'courses.updateLesson',
  { id: lessons.id, slug: lessons.slug, title: lessons.title, kind: lessons.kind, minutes: lessons.minutes },
  (q, { id, ...p }) =>
    q
      .update(lessons)
      .set(p)
      .where(and(eq(lessons.org, unitOrg), eq(lessons.id, id))),
);
export const placeLesson = query(
  'courses.placeLesson',
  { id: lessons.id, section: lessons.section, position: lessons.position },
  (q, { id, ...p }) =>
    q
      .update(lessons)
      .set(p)
      .where(and(eq(lessons.org, unitOrg), eq(lessons.id, id))),
);
export const deleteLesson = query('courses.deleteLesson', { id: lessons.id }, (q, p) =>
  q.delete(lessons).where(and(eq(lessons.org, unitOrg), eq(lessons.id, p.id))),
);
