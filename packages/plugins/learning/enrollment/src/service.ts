import type { accessService } from '@lectern/access/contract';
import type { coursesService } from '@lectern/courses/contract';
import { type Context, kernelProblems, keysOf, pageFrom, refuse } from '@lectern/kit';
import type { usersService } from '@lectern/users/contract';
import { type Enrollment, type EnrollmentService, enrolled, errors, left } from './contract.ts';
import * as queries from './queries.ts';

export type EnrollmentContext = Context<{
  courses: typeof coursesService;
  access: typeof accessService;
  users: typeof usersService;
}>;
export interface EnrollmentRules extends EnrollmentService {
  /** `at` for what happened at another time. */
  enroll(courseId: string, userId: string, at?: Date): Promise<Enrollment>;
  /** Progress is not touched. */
  leave(courseId: string, userId: string): Promise<void>;
  forgetCourse(courseId: string): Promise<void>;
}

export function createEnrollment(ctx: EnrollmentContext): EnrollmentRules {
  const { data, needs } = ctx;
  const told = <Row extends { enrolledAt: Date }>({ enrolledAt, ...row }: Row) => ({
    ...row,
    enrolledAt: enrolledAt.toISOString(),
  });

  return {
    isEnrolled: async (course, user) => (await data.one(queries.enrollmentOf, { course, user })) !== undefined,
    coursesOf: async (user) => (await data.all(queries.coursesOf, { user })).map(told),
    learnersOf: async (course) =>
      (await data.all(queries.everybody, { course })).map(({ sortKey: _, ...row }) => told(row)),
    async people({ courseId, cursor, limit }) {
      const [sortKey = '', user = ''] = (keysOf(cursor) ?? []).map(String);
      const rows = await data.all(queries.peopleAfter, { course: courseId, sortKey, user, rows: limit + 1 });
      const page = pageFrom(rows, limit, (last) => [last.sortKey, last.userId]);
      return { ...page, items: page.items.map(({ sortKey: _, ...row }) => told(row)) };
    },

    async enroll(courseId, userId, at = ctx.now()) {
      const card =
        (await needs.courses.cards([courseId])).get(courseId) ??
        refuse(kernelProblems.notFound, { pointer: '/courseId' });
      const key = { course: courseId, user: userId };
      const before = await data.one(queries.enrollmentOf, key);
      if (before) return told(before);
      if (card.status !== 'published') refuse(errors.notOpen);
      if ((await data.run(queries.insert, { ...key, enrolledAt: at })) > 0) {
        await needs.access.give(userId, 'learner', courseId);
        await ctx.emit(enrolled, { courseId, userId });
      }
      return told((await data.one(queries.enrollmentOf, key))!);
    },
    async leave(courseId, userId) {
      if ((await data.run(queries.end, { course: courseId, user: userId })) === 0) {
        if (!(await needs.courses.cards([courseId])).has(courseId))
          refuse(kernelProblems.notFound, { pointer: '/courseId' });
        return;
      }
      await needs.access.take(userId, 'learner', courseId);
      await ctx.emit(left, { courseId, userId });
    },
    forgetCourse: async (course) => void (await data.run(queries.endAll, { course })),
  };
}
