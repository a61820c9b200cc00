import { list, query, scalar, unitOrg } from '@lectern/kit';
import { and, asc, count, desc, eq, isNotNull, isNull, max, ne, sql } from 'drizzle-orm';
import { courseProgress, lessonProgress } from './tables.ts';

const { user, course, lesson, state, place, at } = lessonProgress;
const here = eq(lessonProgress.org, unitOrg);
const visited = { courseId: course, lessonId: lesson, state, place, at };

/** Latest first. */
export const lessonsOf = query('progress.lessonsOf', { user, course }, (q, p) =>
  q
    .select(visited)
    .from(lessonProgress)
    .where(and(here, eq(user, p.user), eq(course, p.course)))
    .orderBy(desc(at), desc(lesson)),
);
export const allLessonsOf = query('progress.allLessonsOf', { user }, (q, p) =>
  q
    .select(visited)
    .from(lessonProgress)
    .where(and(here, eq(user, p.user)))
    .orderBy(desc(at), desc(lesson)),
);
export const byLearner = query('progress.byLearner', { course, users: list<string>() }, (q, p, powers) =>
  q
    .select({
      userId: user,
      done: sql`count(case when ${state} = 'completed' then 1 end)`.mapWith(Number),
      lastAt: max(at),
    })
    .from(lessonProgress)
    .where(and(here, eq(course, p.course), powers.inList(user, p.users)))
    .groupBy(user),
);
/** Learners who completed at least so many of these lessons. */
export const finishers = query(
  'progress.finishers',
  { course, lessons: list<string>(), count: scalar<number>() },
  (q, p, powers) =>
    q
      .select({ userId: user })
      .from(lessonProgress)
      .where(and(here, eq(course, p.course), eq(state, 'completed'), powers.inList(lesson, p.lessons)))
      .groupBy(user)
      .having(sql`${count()} >= ${p.count}`),
);

const key = { user, course, lesson };
const target = [lessonProgress.org, user, course, lesson];
const row = (p: object) => ({ place: null, ...p, org: unitOrg }) as never;
/** Changes a row only on the first visit. */
export const firstVisit = query('progress.firstVisit', { ...key, at }, (q, p) =>
  q
    .insert(lessonProgress)
    .values(row({ ...p, state: 'opened' }))
    .onConflictDoNothing(),
);
export const visit = query('progress.visit', { ...key, at }, (q, p) =>
  q
    .update(lessonProgress)
    .set({ at: p.at })
    .where(and(here, eq(user, p.user), eq(course, p.course), eq(lesson, p.lesson))),
);
export const setPlace = query('progress.place', { ...key, at, place }, (q, p) =>
  q
    .insert(lessonProgress)
    .values(row({ ...p, state: 'opened' }))
    .onConflictDoUpdate({ target, set: { place: p.place, at: p.at } }),
);
/** Changes no row when the lesson is in that state already. */
export const setState = query('progress.setState', { ...key, at, state }, (q, p) =>
  q
    .insert(lessonProgress)
    .values(row(p))
    .onConflictDoUpdate({ target, set: { state: p.state, at: p.at }, setWhere: ne(state, p.state) }),
);
export const forgetLesson = query('progress.forgetLesson', { course, lesson }, (q, p) =>
  q.delete(lessonProgress).where(and(here, eq(course, p.course), eq(lesson, p.lesson))),
);
export const forgetCourse = query('progress.forgetCourse', { course }, (q, p) =>
  q.delete(lessonProgress).where(and(here, eq(course, p.course))),
);

const inCourse = { user: courseProgress.user, course: courseProgress.course };
/** Holds the learner's course until the unit ends: of two lessons completed at once, the second sees the first. */
export const hold = query('progress.hold', inCourse, (q, p) =>
  q
    .insert(courseProgress)
    .values({ ...p, org: unitOrg, completedAt: null })
    .onConflictDoUpdate({
      target: [courseProgress.org, courseProgress.user, courseProgress.course],
      set: { course: p.course },
    }),
);
/** Changes a row once. */
export const finish = query('progress.finish', { ...inCourse, completedAt: courseProgress.completedAt }, (q, p) =>
  q
    .update(courseProgress)
    .set({ completedAt: p.completedAt })
    .where(
      and(
        eq(courseProgress.org, unitOrg),
        eq(courseProgress.user, p.user),
        eq(courseProgress.course, p.course),
        isNull(courseProgress.completedAt),
      ),
    ),
);
export const completions = query('progress.completions', { course: courseProgress.course }, (q, p) =>
  q
    .select({
      userId: courseProgress.user,
      at: sql<Date>`${courseProgress.completedAt}`.mapWith(courseProgress.completedAt),
    })
    .from(courseProgress)
    .where(
      and(eq(courseProgress.org, unitOrg), eq(courseProgress.course, p.course), isNotNull(courseProgress.completedAt)),
    )
    .orderBy(asc(courseProgress.completedAt), asc(courseProgress.user)),
);
export const forgetCompletions = query('progress.forgetCompletions', { course: courseProgress.course }, (q, p) =>
  q.delete(courseProgress).where(and(eq(courseProgress.org, unitOrg), eq(courseProgress.course, p.course))),
);
