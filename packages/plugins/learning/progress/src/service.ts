import type { coursesService } from '@lectern/courses/contract';
import type { enrollmentService } from '@lectern/enrollment/contract';
import { type Context, kernelProblems, refuse } from '@lectern/kit';
import {
  type CourseProgress,
  courseCompleted,
  errors,
  type LessonState,
  lessonCompleted,
  lessonOpened,
  type ProgressService,
} from './contract.ts';
import * as queries from './queries.ts';

interface Visited {
  readonly courseId: string;
  readonly lessonId: string;
  readonly state: LessonState;
  readonly place: string | null;
  readonly at: Date;
}

/** @param latestFirst lessons of one course */
function told(courseId: string, total: number, latestFirst: readonly Visited[]): CourseProgress {
  const [last] = latestFirst;
  return {
    courseId,
    lessons: Object.fromEntries(latestFirst.map(({ lessonId, state }) => [lessonId, state])),
    done: latestFirst.filter(({ state }) => state === 'completed').length,
    total,
    resume: last ? { lessonId: last.lessonId, place: last.place } : null,
    lastAt: last?.at.toISOString() ?? null,
  };
}

export type ProgressContext = Context<{ courses: typeof coursesService; enrollment: typeof enrollmentService }>;

/** `at`, where a function takes it, is for what happened at another time. */
export function createProgress(ctx: ProgressContext) {
  const { data, needs } = ctx;

  const totals = async (courseIds: readonly string[]) => {
    const cards = await needs.courses.cards(courseIds);
    return (courseId: string) => cards.get(courseId)?.lessons ?? 0;
  };
  async function of(userId: string, courseId: string): Promise<CourseProgress> {
    const total = await totals([courseId]);
    return told(courseId, total(courseId), await data.all(queries.lessonsOf, { user: userId, course: courseId }));
  }
  async function keyOf(userId: string, lessonId: string) {
    const { courseId } =
      (await needs.courses.lesson(lessonId)) ?? refuse(kernelProblems.notFound, { pointer: '/lessonId' });
    return { user: userId, course: courseId, lesson: lessonId };
  }
  async function assertByHand(lessonId: string): Promise<void> {
    const lesson = await needs.courses.lesson(lessonId);
    if (lesson && needs.courses.completes(lesson.kind) === 'itself') refuse(errors.completesItself);
  }
  async function finish(userId: string, courseId: string): Promise<void> {
    if ((await data.run(queries.finish, { user: userId, course: courseId, completedAt: ctx.now() })) > 0)
      await ctx.emit(courseCompleted, { userId, courseId });
  }
  /** Whoever completed all lessons that the course has now. */
  async function finishers(courseId: string): Promise<string[]> {
    const lessons =
      (await needs.courses.find(courseId))?.sections.flatMap((section) => section.lessons.map(({ id }) => id)) ?? [];
    if (lessons.length === 0) return [];
    return (await data.all(queries.finishers, { course: courseId, lessons, count: lessons.length })).map(
      ({ userId }) => userId,
    );
  }

  const service = {
    of,

    async open(userId: string, lessonId: string, at: Date = ctx.now()): Promise<void> {
      const key = await keyOf(userId, lessonId);
      const visit = { ...key, at };
      const facts = { courseId: key.course, lessonId };
      if ((await data.run(queries.firstVisit, visit)) > 0) await ctx.emit(lessonOpened, { userId, ...facts });
      else await data.run(queries.visit, visit);
      ctx.track('lesson.opened', facts);
    },
    async place(userId: string, lessonId: string, place: string): Promise<void> {
      await data.run(queries.setPlace, { ...(await keyOf(userId, lessonId)), place, at: ctx.now() });
    },
    /** Twice is once. Completing the last lesson completes the course, which happens once. */
    async complete(userId: string, lessonId: string, at: Date = ctx.now()): Promise<CourseProgress> {
      const key = await keyOf(userId, lessonId);
      const courseId = key.course;
      await data.run(queries.hold, { user: userId, course: courseId });
      if ((await data.run(queries.setState, { ...key, state: 'completed', at })) > 0) {
        await ctx.emit(lessonCompleted, { userId, courseId, lessonId });
        if ((await finishers(courseId)).includes(userId)) await finish(userId, courseId);
      }
      return of(userId, courseId);
    },
    /** By hand: only what does not complete itself. @throws progress.completes_itself */
    async completeByHand(userId: string, lessonId: string): Promise<CourseProgress> {
      await assertByHand(lessonId);
      return service.complete(userId, lessonId);
    },
    async reopen(userId: string, lessonId: string): Promise<CourseProgress> {
      await assertByHand(lessonId);
      const key = await keyOf(userId, lessonId);
      await data.run(queries.setState, { ...key, state: 'opened', at: ctx.now() });
      return of(userId, key.course);
    },

    /** @throws not_found also for a draft that the caller may not read and never began */
    async course(userId: string, courseId: string): Promise<CourseProgress> {
      const card =
        (await needs.courses.cards([courseId])).get(courseId) ??
        refuse(kernelProblems.notFound, { pointer: '/courseId' });
      const progress = await of(userId, courseId);
      if (card.status === 'draft' && !progress.resume && !(await ctx.can('content.read', courseId)))
        refuse(kernelProblems.notFound, { pointer: '/courseId' });
      return progress;
    },
    /** Courses the person takes, in four reads however many they are. */
    async mine(userId: string): Promise<CourseProgress[]> {
      const taken = await needs.enrollment.coursesOf(userId);
      const total = await totals(taken.map(({ courseId }) => courseId));
      const visits = Map.groupBy(await data.all(queries.allLessonsOf, { user: userId }), ({ courseId }) => courseId);
      const used = taken.map(({ courseId, enrolledAt }) => {
        const progress = told(courseId, total(courseId), visits.get(courseId) ?? []);
        return { progress, at: progress.lastAt ?? enrolledAt };
      });
      return used.sort((a, b) => (a.at < b.at ? 1 : -1)).map(({ progress }) => progress);
    },
    async people(page: { courseId: string; cursor?: string | undefined; limit: number }) {
      const { courseId } = page;
      const total = (await totals([courseId]))(courseId);
      const { items, next } = await needs.enrollment.people(page);
      const users = items.map(({ userId }) => userId);
      const rows = new Map(
        (await data.all(queries.byLearner, { course: courseId, users })).map((row) => [row.userId, row]),
      );
      const howFar = items.map(({ userId, name, picture }) => {
        const row = rows.get(userId);
        return { userId, name, picture, done: row?.done ?? 0, total, lastAt: row?.lastAt?.toISOString() ?? null };
      });
      return { items: howFar, next };
    },

    /** Of two accounts that became one, one may have done the first half of a course and the other the second. */
    async wholeAgain(userId: string): Promise<void> {
      const visited = new Set((await data.all(queries.allLessonsOf, { user: userId })).map(({ courseId }) => courseId));
      for (const courseId of visited) if ((await finishers(courseId)).includes(userId)) await finish(userId, courseId);
    },

    completions: (courseId: string) => data.all(queries.completions, { course: courseId }),

    /** Without the lesson, some may have completed the course. */
    async forgetLesson(courseId: string, lessonId: string): Promise<void> {
      if ((await data.run(queries.forgetLesson, { course: courseId, lesson: lessonId })) === 0) return;
      for (const userId of await finishers(courseId)) await finish(userId, courseId);
    },
    async forgetCourse(courseId: string): Promise<void> {
      await data.run(queries.forgetCourse, { course: courseId });
      await data.run(queries.forgetCompletions, { course: courseId });
    },
  };
  return service satisfies ProgressService;
}
export type Progress = ReturnType<typeof createProgress>;
