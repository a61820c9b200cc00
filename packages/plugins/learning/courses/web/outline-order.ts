// Moving a lesson through the outline of a course.
import type { CoursesGetOutput } from '@lectern/sdk';

type Sections = CoursesGetOutput['sections'];
export interface Moved {
  /** The whole outline, as `courses.arrange` wants it. */
  readonly order: { sectionId: string; lessonIds: string[] }[];
  /** Where the lesson is now, counted from one. */
  readonly place: number;
  readonly count: number;
  readonly part: string;
}

/** One place up or down, over the edge of a part into the next; undefined at either end of the course. */
export function moved(sections: Sections, lessonId: string, by: -1 | 1): Moved | undefined {
  const order = sections.map(({ id, lessons }) => ({ sectionId: id, lessonIds: lessons.map((lesson) => lesson.id) }));
  const from = order.findIndex(({ lessonIds }) => lessonIds.includes(lessonId));
  const old = order[from]?.lessonIds;
  if (!old) return undefined;
  const place = old.indexOf(lessonId);
  const within = place + by >= 0 && place + by < old.length;
  const to = within ? from : from + by;
  const target = order[to]?.lessonIds;
  if (!target) return undefined;
  old.splice(place, 1);
  target.splice(within ? place + by : by > 0 ? 0 : target.length, 0, lessonId);
  return { order, place: target.indexOf(lessonId) + 1, count: target.length, part: sections[to]?.title ?? '' };
}
