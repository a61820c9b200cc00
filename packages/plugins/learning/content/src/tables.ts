import { integer, json, tenantTable, text, time } from '@lectern/kit';
import type { LessonText } from './text/blocks.ts';

export const lessonVersions = tenantTable(
  'lesson_versions',
  {
    lesson: text().notNull(),
    version: integer().notNull(),
    text: json<LessonText>().notNull(),
    /** SHA-256 of the text: the same text again makes no version. */
    digest: text().notNull(),
    minutes: integer().notNull(),
    savedAt: time().notNull(),
  },
  { key: ['lesson', 'version'] },
);

/** Files that the last version of a lesson shows, so that nobody removes one from under it. */
export const lessonMedia = tenantTable(
  'lesson_media',
  { lesson: text().notNull(), media: text().notNull() },
  { key: ['lesson', 'media'], indexes: [{ on: ['media'] }] },
);
