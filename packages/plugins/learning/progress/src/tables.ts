import { personRef, tenantTable, text, time } from '@lectern/kit';
import type { LessonState } from './contract.ts';

/** @param best of two accounts that are one person: nobody does again what they have done */
const learner = (best: string) => personRef({ onMerge: { best }, onErase: 'delete', onExport: 'progress' }).notNull();

/** One row per learner and lesson, the largest table of a school: a natural key is a third of the bytes of an id. */
export const lessonProgress = tenantTable(
  'lesson_progress',
  {
    user: learner(`case state when 'completed' then 0 else 1 end, at desc`),
    course: text().notNull(),
    lesson: text().notNull(),
    state: text().$type<LessonState>().notNull(),
    /** Id of the block at the top of the screen. */
    place: text(),
    /** When the learner was last there. */
    at: time().notNull(),
  },
  { key: ['org', 'user', 'course', 'lesson'], indexes: [{ on: ['org', 'course', 'lesson'] }] },
);

export const courseProgress = tenantTable(
  'course_progress',
  {
    user: learner('case when completed_at is null then 1 else 0 end, completed_at'),
    course: text().notNull(),
    /** Stays when lessons are added later: a course is completed once. */
    completedAt: time(),
  },
  { key: ['org', 'user', 'course'], indexes: [{ on: ['org', 'course'] }] },
);
