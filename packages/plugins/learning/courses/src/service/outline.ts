import { kernelProblems, refuse } from '@lectern/kit';
import { courseChanged, errors, lessonAdded, lessonKindSlot, lessonRemoved, type NewLesson } from '../contract.ts';
import { lastKey, moves } from '../order.ts';
import * as queries from '../queries.ts';
import { freeSlug, slugOf } from '../slug.ts';
import type { CoursesContext } from './context.ts';

type Order = readonly { readonly sectionId: string; readonly lessonIds: readonly string[] }[];

/** Sections and lessons of a course. Every function runs in the caller's unit of work. */
export function outline(ctx: CoursesContext) {
  const { data } = ctx;
  const kinds = () => ctx.fills(lessonKindSlot);

  /** Holds the course first, so that of two changes at once the second sees the first: no two lessons in one place. */
  async function inCourse<T>(courseId: string, change: () => Promise<T>): Promise<T> {
    if ((await data.run(queries.touch, { id: courseId, now: ctx.now() })) === 0) refuse(kernelProblems.notFound);
    return change();
  }
  /** Counted anew, never added up: what is counted cannot drift. */
  async function recount(courseId: string): Promise<void> {
    const { lessons, minutes } = (await data.one(queries.totals, { course: courseId }))!;
    await data.run(queries.setTotals, { id: courseId, lessons, minutes });
  }
  const section = async (id: string) =>
    (await data.one(queries.sectionById, { id })) ?? refuse(kernelProblems.notFound, { pointer: '/sectionId' });
  const lesson = async (id: string) =>
    (await data.one(queries.placedLesson, { id })) ?? refuse(kernelProblems.notFound, { pointer: '/lessonId' });
  const slugsLike = async (course: string, slug: string) =>
    new Set(
      (await data.all(queries.lessonSlugs, { course, slug, low: `${slug}-`, high: `${slug}.` })).map((row) => row.slug),
    );

  async function removeLesson(courseId: string, lessonId: string): Promise<void> {
    await data.run(queries.deleteLesson, { id: lessonId });
    await ctx.resources.remove(lessonId);
    await ctx.emit(lessonRemoved, { courseId, lessonId });
  }

  return {
    addSection: (courseId: string, { title }: { title: string }): Promise<string> =>
      inCourse(courseId, async () => {
        const last = await data.one(queries.lastSection, { course: courseId });
        const id = ctx.id();
        await data.run(queries.insertSection, {
          id,
          course: courseId,
          title,
          position: lastKey(last?.position ?? null),
        });
        await ctx.resources.add({ id, type: 'section', parent: courseId });
        await ctx.emit(courseChanged, { courseId });
        return id;
      }),

    async updateSection(sectionId: string, { title }: { title?: string | undefined }): Promise<void> {
      const { courseId, title: before } = await section(sectionId);
      if (title === undefined || title === before) return;
      await inCourse(courseId, () => data.run(queries.renameSection, { id: sectionId, title }));
      await ctx.emit(courseChanged, { courseId });
    },

    async removeSection(sectionId: string): Promise<void> {
      const { courseId } = await section(sectionId);
      await inCourse(courseId, async () => {
        const lessons = (await data.all(queries.lessonsOf, { course: courseId })).filter(
          (one) => one.sectionId === sectionId,
        );
        for (const { id } of lessons) await removeLesson(courseId, id);
        await data.run(queries.deleteSection, { id: sectionId });
        await ctx.resources.remove(sectionId);
        await recount(courseId);
      });
      await ctx.emit(courseChanged, { courseId });
    },

    completes: (kind: string) => kinds().find((one) => one.kind === kind)?.completes ?? 'by hand',

    /** @throws courses.unknown_kind */
    async addLesson(sectionId: string, given: NewLesson): Promise<string> {
      const { kind = 'text' } = given;
      if (kind !== 'text' && !kinds().some((one) => one.kind === kind))
        refuse(errors.unknownKind, {
          pointer: '/kind',
          detail: `There are no lessons of the kind ${kind} here, only: ${['text', ...kinds().map((one) => one.kind)].join(', ')}.`,
        });
      const { courseId } = await section(sectionId);
      return inCourse(courseId, async () => {
        const wanted = given.slug?.normalize('NFC') ?? slugOf(given.title, 'lesson');
        const last = await data.one(queries.lastLesson, { section: sectionId });
        const id = ctx.id();
        await data.run(queries.insertLesson, {
          id,
          course: courseId,
          section: sectionId,
          slug: freeSlug(wanted, await slugsLike(courseId, wanted)),
          title: given.title,
          kind,
          minutes: given.minutes ?? 0,
          position: lastKey(last?.position ?? null),
        });
        await ctx.resources.add({ id, type: 'lesson', parent: sectionId });
        await recount(courseId);
        await ctx.emit(lessonAdded, { courseId, lessonId: id });
        return id;
      });
    },

    /** An address that another lesson of the course has becomes the next free one. */
    async updateLesson(lessonId: string, changes: Partial<NewLesson>): Promise<void> {
      const { courseId } = await lesson(lessonId);
      await inCourse(courseId, async () => {
        const now = await lesson(lessonId);
        const { title = now.title, kind = now.kind, minutes = now.minutes } = changes;
        const wanted = changes.slug?.normalize('NFC') ?? now.slug;
        const slug = wanted === now.slug ? wanted : freeSlug(wanted, await slugsLike(courseId, wanted));
        await data.run(queries.updateLesson, { id: lessonId, title, kind, minutes, slug });
        if (minutes !== now.minutes) await recount(courseId);
        if (title !== now.title || slug !== now.slug || kind !== now.kind) await ctx.emit(courseChanged, { courseId });
      });
    },

    async removeLesson(lessonId: string): Promise<void> {
      const { courseId } = await lesson(lessonId);
      await inCourse(courseId, async () => {
        await removeLesson(courseId, lessonId);
        await recount(courseId);
      });
      await ctx.emit(courseChanged, { courseId });
    },

    /** @throws changed_meanwhile when the order does not name exactly the sections and lessons that there are */
    arrange: (courseId: string, order: Order): Promise<void> =>
      inCourse(courseId, async () => {
        const sections = await data.all(queries.sectionsOf, { course: courseId });
        const lessons = await data.all(queries.lessonsOf, { course: courseId });
        assertSame(
          order.map((one) => one.sectionId),
          sections.map((one) => one.id),
          '/order',
        );
        assertSame(
          order.flatMap((one) => one.lessonIds),
          lessons.map((one) => one.id),
          '/order',
        );

        const sectionKeys = new Map(sections.map((one) => [one.id, one.position]));
        for (const [id, position] of moves(
          order.map((one) => one.sectionId),
          sectionKeys,
        ))
          await data.run(queries.placeSection, { id, position });
        for (const { sectionId, lessonIds } of order) {
          const keys = new Map(
            lessons.filter((one) => one.sectionId === sectionId).map((one) => [one.id, one.position]),
          );
          for (const [id, position] of moves(lessonIds, keys)) {
            await data.run(queries.placeLesson, { id, section: sectionId, position });
            if (!keys.has(id)) await ctx.resources.move(id, sectionId);
          }
        }
        await ctx.emit(courseChanged, { courseId });
      }),
  };
}

function assertSame(given: readonly string[], there: readonly string[], pointer: string): void {
  const named = new Set(given);
  if (named.size !== given.length)
    refuse(kernelProblems.invalid, { pointer, detail: 'Something is named twice in this order.' });
  if (named.size !== there.length || there.some((id) => !named.has(id)))
    refuse(kernelProblems.conflict, {
      pointer,
      detail: 'The order must name every section and lesson of the course, and nothing else. Read the course again.',
    });
}
