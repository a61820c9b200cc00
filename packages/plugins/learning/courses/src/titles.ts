// How courses and their parts are called, for who says what somebody may in them.
import { type Data, list, query, type Titles, unitOrg } from '@lectern/kit';
import { and, eq } from 'drizzle-orm';
import { courses, lessons, sections } from './tables.ts';

const titlesIn = (name: string, table: typeof courses | typeof lessons | typeof sections) =>
  query(name, { ids: list<string>() }, (q, p, powers) =>
    q
      .select({ id: table.id, title: table.title })
      .from(table as typeof courses)
      .where(and(eq(table.org, unitOrg), powers.inList(table.id, p.ids))),
  );
const queries = {
  course: titlesIn('courses.titlesOf', courses),
  section: titlesIn('courses.sectionTitles', sections),
  lesson: titlesIn('courses.lessonTitles', lessons),
};

export const titlesOf = (data: Data): Titles[] =>
  Object.entries(queries).map(([type, titles]) => ({
    type,
    titles: async (ids) => new Map((await data.all(titles, { ids })).map((row) => [row.id, row.title])),
  }));
