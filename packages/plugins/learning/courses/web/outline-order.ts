// Moving a lesson through the outline of a course.
import type { CoursesGetOutput } from '@lectern/sdk';

type Sections = CoursesGetOutput['sections'];
export interface Moved {
  /** The outline as it is then. */
  readonly sections: Sections;
  /** Where the lesson is then, counted from one. */
  readonly place: number;
  readonly count: number;
  readonly part: string;
}

/** One place up or down, over the edge of a part into the next; undefined at either end of the course. */
export function moved(sections: Sections, lessonId: string, by: -1 | 1): Moved | undefined {
  const after = sections.map((section) => ({ ...section, lessons: [...section.lessons] }));
  const from = after.findIndex(({ lessons }) => lessons.some(({ id }) => id === lessonId));
  const old = after[from]?.lessons;
  if (!old) return undefined;
  const place = old.findIndex(({ id }) => id === lessonId);
  const within = place + by >= 0 && place + by < old.length;
  const part = after[within ? from : from + by];
  if (!part) return undefined;
  const to = within ? place + by : by > 0 ? 0 : part.lessons.length;
  part.lessons.splice(to, 0, ...old.splice(place, 1));
  return { sections: after, place: to + 1, count: part.lessons.length, part: part.title };
}

/** The whole outline, as `courses.arrange` wants it. */
export const orderOf = (sections: Sections) =>
  sections.map(({ id, lessons }) => ({ sectionId: id, lessonIds: lessons.map((lesson) => lesson.id) }));
