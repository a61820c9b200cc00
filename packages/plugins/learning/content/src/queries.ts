import { list, query, unitOrg } from '@lectern/kit';
import { and, asc, desc, eq } from 'drizzle-orm';
import { lessonMedia, lessonVersions } from './tables.ts';

const { lesson, version, text, digest, minutes, savedAt } = lessonVersions;
const ofLesson = eq(lessonVersions.org, unitOrg);

export const latest = query('content.latest', { lesson }, (q, p) =>
  q
    .select({ version, text, digest, minutes, savedAt })
    .from(lessonVersions)
    .where(and(ofLesson, eq(lesson, p.lesson)))
    .orderBy(desc(version))
    .limit(1),
);
/** Without the text: what a reader's request needs while the projection is remembered. */
export const latestVersion = query('content.latestVersion', { lesson }, (q, p) =>
  q
    .select({ version, digest })
    .from(lessonVersions)
    .where(and(ofLesson, eq(lesson, p.lesson)))
    .orderBy(desc(version))
    .limit(1),
);
/** Changes no row when another writer took the number in the same moment. */
export const insertVersion = query(
  'content.insertVersion',
  { lesson, version, text, digest, minutes, savedAt },
  (q, p) =>
    q
      .insert(lessonVersions)
      .values({ ...p, org: unitOrg })
      .onConflictDoNothing(),
);
export const forgetLesson = query('content.forgetLesson', { lesson }, (q, p) =>
  q.delete(lessonVersions).where(and(ofLesson, eq(lesson, p.lesson))),
);

const shown = eq(lessonMedia.org, unitOrg);
export const insertMedia = query(
  'content.insertMedia',
  { lesson: lessonMedia.lesson, media: lessonMedia.media },
  (q, p) =>
    q
      .insert(lessonMedia)
      .values({ ...p, org: unitOrg })
      .onConflictDoNothing(),
);
export const forgetMedia = query('content.forgetMedia', { lesson: lessonMedia.lesson }, (q, p) =>
  q.delete(lessonMedia).where(and(shown, eq(lessonMedia.lesson, p.lesson))),
);
export const lessonsWith = query('content.lessonsWith', { ids: list<string>() }, (q, p, powers) =>
  q
    .select({ lesson: lessonMedia.lesson, media: lessonMedia.media })
    .from(lessonMedia)
    .where(and(shown, powers.inList(lessonMedia.media, p.ids)))
    .orderBy(asc(lessonMedia.lesson)),
);
