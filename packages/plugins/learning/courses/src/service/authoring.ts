import { kernelProblems, refuse, sortKeyOf } from '@lectern/kit';
import {
  type Course,
  courseChanged,
  courseCreated,
  coursePublished,
  courseRemoved,
  courseUnpublished,
  errors,
  lessonRemoved,
  type NewCourse,
} from '../contract.ts';
import * as queries from '../queries.ts';
import { freeSlug, slugOf } from '../slug.ts';

import type { CoursesContext } from './context.ts';
import type { reading } from './reading.ts';

/** Making, changing, showing and removing a course as a whole. Every function runs in the caller's unit of work. */
export function authoring(ctx: CoursesContext, { find }: ReturnType<typeof reading>) {
  const { data, needs } = ctx;

  const slugsLike = async (slug: string) =>
    new Set((await data.all(queries.courseSlugs, { slug, low: `${slug}-`, high: `${slug}.` })).map((row) => row.slug));

  /** Holds the course for the rest of the unit, so that its changes come one after the other. @throws not_found */
  async function hold(courseId: string): Promise<Course> {
    await data.run(queries.touch, { id: courseId, now: ctx.now() });
    return (await find(courseId)) ?? refuse(kernelProblems.notFound, { pointer: '/courseId' });
  }

  return {
    /** The owner teaches it from the start. @throws courses.slug_taken when the caller chose the address */
    async create(given: NewCourse, owner: string): Promise<Course> {
      const course = {
        id: ctx.id(),
        title: given.title,
        sortKey: sortKeyOf(given.title),
        summary: given.summary ?? '',
        description: given.description ?? '',
        byline: given.author ?? (await needs.users.find(owner))?.name ?? '',
        language: given.language ?? (await needs.organizations.current()).locale,
        now: ctx.now(),
      };
      const chosen = given.slug?.normalize('NFC');
      const wanted = chosen ?? slugOf(given.title, 'course');
      for (let added = 0; added === 0; ) {
        const taken = await slugsLike(wanted);
        if (chosen && taken.has(chosen)) refuse(errors.slugTaken, { pointer: '/slug' });
        added = await data.run(queries.insertCourse, { ...course, slug: freeSlug(wanted, taken) });
      }
      await ctx.resources.add({ id: course.id, type: 'course', owner });
      await needs.access.give(owner, 'instructor', course.id);
      await ctx.emit(courseCreated, { courseId: course.id });
      return (await find(course.id))!;
    },

    /** @throws courses.slug_taken */
    async update(courseId: string, changes: Partial<NewCourse>): Promise<void> {
      const now = await hold(courseId);
      const slug = changes.slug?.normalize('NFC') ?? now.slug;
      const title = changes.title ?? now.title;
      const isTaken = async () => slug !== now.slug && (await slugsLike(slug)).has(slug);
      if (await isTaken()) refuse(errors.slugTaken, { pointer: '/slug' });
      try {
        await data.unit(() =>
          data.run(queries.updateCourse, {
            id: courseId,
            title,
            sortKey: sortKeyOf(title),
            slug,
            summary: changes.summary ?? now.summary,
            description: changes.description ?? now.description,
            byline: changes.author ?? now.author,
            language: changes.language ?? now.language,
          }),
        );
      } catch (error) {
        // Another course took the address between the look and the change.
        if (await isTaken()) refuse(errors.slugTaken, { pointer: '/slug' });
        throw error;
      }
      await ctx.emit(courseChanged, { courseId });
    },

    /** Twice is once. @throws courses.nothing_to_publish */
    async publish(courseId: string): Promise<void> {
      const course = await hold(courseId);
      if (course.status === 'published') return;
      if (course.lessons === 0) refuse(errors.nothingToPublish);
      await data.run(queries.setStatus, { id: courseId, status: 'published', publishedAt: ctx.now() });
      await ctx.emit(coursePublished, { courseId });
    },
    async unpublish(courseId: string): Promise<void> {
      const course = await hold(courseId);
      if (course.status === 'draft') return;
      await data.run(queries.setStatus, { id: courseId, status: 'draft', publishedAt: null });
      await ctx.emit(courseUnpublished, { courseId });
    },

    async remove(courseId: string): Promise<void> {
      const { sections } = await hold(courseId);
      for (const lesson of sections.flatMap((section) => section.lessons))
        await ctx.emit(lessonRemoved, { courseId, lessonId: lesson.id });
      await data.run(queries.deleteCourse, { id: courseId });
      await ctx.resources.remove(courseId);
      await ctx.emit(courseRemoved, { courseId });
    },
  };
}
