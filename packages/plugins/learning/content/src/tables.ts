import { bigint, fileRef, id, integer, json, tenantTable, text, time } from '@lectern/kit';
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

/** Files of a course; their bytes are in storage, by digest. */
export const assets = tenantTable(
  'assets',
  {
    id: id(),
    course: text().notNull(),
    digest: fileRef().notNull(),
    size: bigint().notNull(),
    name: text().notNull(),
    mime: text().notNull(),
    width: integer(),
    height: integer(),
    addedAt: time().notNull(),
  },
  { indexes: [{ on: ['course', 'digest'], unique: true }] },
);
