import { kernelProblems, keysOf, type Page, pageFrom, refuse } from '@lectern/kit';
import type { Course, CourseCard, PlacedLesson, Section } from '../contract.ts';
import * as queries from '../queries.ts';
import type { CoursesContext } from './context.ts';

interface Listed {
  readonly cursor?: string | undefined;
  readonly limit: number;
}
/** Above every id, which has letters, digits and `- _ . :` only. */
const beyond = '~';
/** The last moment that sorts as text in ISO 8601: years of five digits begin with a sign. */
const endOfTime = new Date('9999-12-31T23:59:59.999Z');
/** Of a cursor, which is a stranger's word: what is no moment that both databases can read begins at the top. */
const momentOf = (key: unknown): Date =>
  typeof key === 'number' && key >= 0 && key <= endOfTime.getTime() ? new Date(key) : endOfTime;

export function reading({ data, can, visibleOf }: CoursesContext) {
  async function outlined(row: Awaited<ReturnType<typeof data.one<{ id: string }, Row>>>): Promise<Course | undefined> {
    if (!row) return undefined;
    const [sections, lessons] = await Promise.all([
      data.all(queries.sectionsOf, { course: row.id }),
      data.all(queries.lessonsOf, { course: row.id }),
    ]);
    const bySection = new Map<string, Section>(sections.map(({ id, title }) => [id, { id, title, lessons: [] }]));
    for (const { sectionId, position: _, ...lesson } of lessons) bySection.get(sectionId)?.lessons.push(lesson);
    return { ...row, publishedAt: row.publishedAt?.toISOString() ?? null, sections: [...bySection.values()] };
  }
  type Row = CourseCard & { description: string; publishedAt: Date | null };

  const service = {
    find: async (courseId: string) => outlined(await data.one(queries.courseById, { id: courseId })),
    findBySlug: async (slug: string) => outlined(await data.one(queries.courseBySlug, { slug: slug.normalize('NFC') })),

    /**
     * A draft is there for those who may change it, and for those who took the course before it was hidden.
     * @throws not_found, also for a draft, so that nobody learns of it
     */
    async show(course: Course | undefined): Promise<Course> {
      if (!course) return refuse(kernelProblems.notFound);
      if (
        course.status === 'published' ||
        (await can('course.write', course.id)) ||
        (await can('content.read', course.id))
      )
        return course;
      return refuse(kernelProblems.notFound);
    },

    lesson: (lessonId: string): Promise<PlacedLesson | undefined> => data.one(queries.placedLesson, { id: lessonId }),
    async lessons(lessonIds: readonly string[]): Promise<ReadonlyMap<string, PlacedLesson>> {
      const rows = lessonIds.length > 0 ? await data.all(queries.placedLessons, { ids: lessonIds }) : [];
      return new Map(rows.map((lesson) => [lesson.id, lesson]));
    },
    async cards(courseIds: readonly string[]): Promise<ReadonlyMap<string, CourseCard>> {
      const rows = courseIds.length > 0 ? await data.all(queries.cardsByIds, { ids: courseIds }) : [];
      return new Map(rows.map((card) => [card.id, card]));
    },

    async published({ cursor, limit, search }: Listed & { search?: string | undefined }): Promise<Page<CourseCard>> {
      const [moment, id = beyond] = keysOf(cursor) ?? [];
      const from = { publishedAt: momentOf(moment), id: String(id), limit: limit + 1 };
      const rows = search?.trim()
        ? await data.all(queries.publishedMatching, { ...from, search })
        : await data.all(queries.published, from);
      const page = pageFrom(rows, limit, (last) => [last.publishedAt!.getTime(), last.id]);
      return { ...page, items: page.items.map(({ publishedAt: _, ...card }) => card) };
    },
    /** Courses the caller may change. */
    async teaching({
      cursor,
      limit,
      search,
    }: Listed & { search?: string | undefined }): Promise<Page<CourseCard & { changedAt: string }>> {
      const [before = beyond] = (keysOf(cursor) ?? []).map(String);
      const visible = await visibleOf('course', 'course.write');
      const from = { visible, before, limit: limit + 1 };
      const rows = search?.trim()
        ? await data.all(queries.writableMatching.for(visible), { ...from, search })
        : await data.all(queries.writable.for(visible), from);
      const page = pageFrom(rows, limit, (last) => [last.id]);
      return { ...page, items: page.items.map((card) => ({ ...card, changedAt: card.changedAt.toISOString() })) };
    },
  };
  return service;
}
