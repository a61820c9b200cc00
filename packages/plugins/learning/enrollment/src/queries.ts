import { query, scalar, unitOrg } from '@lectern/kit';
import { people } from '@lectern/users/views';
import { and, asc, desc, eq, sql } from 'drizzle-orm';
import { enrollments } from './tables.ts';

const { course, user, enrolledAt } = enrollments;
const here = eq(enrollments.org, unitOrg);

export const enrollmentOf = query('enrollment.of', { course, user }, (q, p) =>
  q
    .select({ courseId: course, userId: user, enrolledAt })
    .from(enrollments)
    .where(and(here, eq(course, p.course), eq(user, p.user))),
);
export const coursesOf = query('enrollment.courses', { user }, (q, p) =>
  q
    .select({ courseId: course, userId: user, enrolledAt })
    .from(enrollments)
    .where(and(here, eq(user, p.user)))
    .orderBy(desc(enrolledAt), desc(course)),
);

const person = { userId: user, name: people.name, picture: people.picture, sortKey: people.sortKey, enrolledAt };
/** By name, after a name and id; the empty string is before every name. */
export const peopleAfter = query(
  'enrollment.people',
  { course, sortKey: people.sortKey, user, rows: scalar<number>() },
  (q, p) =>
    q
      .select(person)
      .from(enrollments)
      .innerJoin(people, eq(people.id, user))
      .where(and(here, eq(course, p.course), sql`(${people.sortKey}, ${user}) > (${p.sortKey}, ${p.user})`))
      .orderBy(asc(people.sortKey), asc(user))
      .limit(p.rows),
);
export const everybody = query('enrollment.everybody', { course }, (q, p) =>
  q
    .select(person)
    .from(enrollments)
    .innerJoin(people, eq(people.id, user))
    .where(and(here, eq(course, p.course)))
    .orderBy(asc(people.sortKey), asc(user)),
);

/** Changes no row when the person takes the course already, even if both came in the same moment. */
export const insert = query('enrollment.insert', { course, user, enrolledAt }, (q, p) =>
  q
    .insert(enrollments)
    .values({ ...p, org: unitOrg })
    .onConflictDoNothing(),
);
export const end = query('enrollment.end', { course, user }, (q, p) =>
  q.delete(enrollments).where(and(here, eq(course, p.course), eq(user, p.user))),
);
export const endAll = query('enrollment.endAll', { course }, (q, p) =>
  q.delete(enrollments).where(and(here, eq(course, p.course))),
);
