import { boolean, decimal, integer, json, personRef, tenantTable, text, time } from '@lectern/kit';
import type { Quiz } from './quiz.ts';

/** Nothing in a version changes: an attempt is judged by the one it was begun with. */
export const quizVersions = tenantTable(
  'quiz_versions',
  {
    lesson: text().notNull(),
    version: integer().notNull(),
    quiz: json<Quiz>().notNull(),
    /** SHA-256 of the quiz: the same quiz again makes no version. */
    digest: text().notNull(),
    savedAt: time().notNull(),
  },
  { key: ['org', 'lesson', 'version'] },
);

/** Where both accounts of a person have tried a quiz, the attempts get new numbers first: see service/merging.ts. */
const learner = () => personRef({ onMerge: 'move', onErase: 'delete', onExport: 'quizzes' }).notNull();

export const quizAttempts = tenantTable(
  'quiz_attempts',
  {
    lesson: text().notNull(),
    user: learner(),
    /** 1, 2, 3: one after the other, so that two devices cannot begin two. */
    number: integer().notNull(),
    course: text().notNull(),
    version: integer().notNull(),
    begunAt: time().notNull(),
    /** When the learner last did something in it. */
    at: time().notNull(),
    submittedAt: time(),
    /** Percent, two places. null until it is graded, a moment after it is handed in. */
    score: decimal(2),
    points: decimal(2),
    passed: boolean(),
  },
  { key: ['org', 'lesson', 'user', 'number'], indexes: [{ on: ['org', 'user'] }] },
);

export const quizAnswers = tenantTable(
  'quiz_answers',
  {
    lesson: text().notNull(),
    user: learner(),
    attempt: integer().notNull(),
    question: text().notNull(),
    /** Within an object, for one column that holds words, numbers and lists. */
    answer: json<{ readonly value: unknown }>().notNull(),
    at: time().notNull(),
    /** The learner was told whether it is right: from then on it stays. */
    checkedAt: time(),
  },
  { key: ['org', 'lesson', 'user', 'attempt', 'question'], indexes: [{ on: ['org', 'user'] }] },
);
