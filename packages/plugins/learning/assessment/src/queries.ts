import { list, query, scalar, unitOrg } from '@lectern/kit';
import { people } from '@lectern/users/views';
import { and, asc, count, desc, eq, inArray, isNotNull, isNull, type SQLWrapper, sql } from 'drizzle-orm';
import { quizAnswers as a, quizAttempts as t, quizVersions as v } from './tables.ts';

const version = { version: v.version, quiz: v.quiz, digest: v.digest, savedAt: v.savedAt };
export const latestVersion = query('assessment.latest', { lesson: v.lesson }, (q, p) =>
  q
    .select(version)
    .from(v)
    .where(and(eq(v.org, unitOrg), eq(v.lesson, p.lesson)))
    .orderBy(desc(v.version))
    .limit(1),
);
export const versionOf = query('assessment.version', { lesson: v.lesson, version: v.version }, (q, p) =>
  q
    .select({ quiz: v.quiz })
    .from(v)
    .where(and(eq(v.org, unitOrg), eq(v.lesson, p.lesson), eq(v.version, p.version))),
);
/** Changes no row when another writer took the number in the same moment. */
export const insertVersion = query('assessment.insertVersion', { ...version, lesson: v.lesson }, (q, p) =>
  q
    .insert(v)
    .values({ ...p, org: unitOrg })
    .onConflictDoNothing(),
);

const of = { lesson: t.lesson, user: t.user };
const one = { ...of, number: t.number };
const ofLearner = (p: { readonly lesson: SQLWrapper; readonly user: SQLWrapper }) =>
  and(eq(t.org, unitOrg), eq(t.lesson, p.lesson), eq(t.user, p.user));
const attempt = {
  number: t.number,
  course: t.course,
  version: t.version,
  begunAt: t.begunAt,
  at: t.at,
  submittedAt: t.submittedAt,
  score: t.score,
  points: t.points,
  passed: t.passed,
};
/** Latest first. */
export const attemptsOf = query('assessment.attempts', of, (q, p) =>
  q.select(attempt).from(t).where(ofLearner(p)).orderBy(desc(t.number)),
);
export const attemptOf = query('assessment.attempt', one, (q, p) =>
  q
    .select(attempt)
    .from(t)
    .where(and(ofLearner(p), eq(t.number, p.number))),
);
/** Changes no row when another device began it in the same moment. */
export const begin = query('assessment.begin', { ...one, course: t.course, version: t.version, at: t.at }, (q, p) =>
  q
    .insert(t)
    .values({ ...p, begunAt: p.at, submittedAt: null, score: null, points: null, passed: null, org: unitOrg })
    .onConflictDoNothing(),
);
/** Holds the attempt until the unit ends: nothing is handed in while an answer is being kept. No row when it is handed in. */
export const hold = query('assessment.hold', { ...one, at: t.at }, (q, p) =>
  q
    .update(t)
    .set({ at: p.at })
    .where(and(ofLearner(p), eq(t.number, p.number), isNull(t.submittedAt)))
    .returning({ version: t.version }),
);
/** Changes a row once. */
export const handIn = query('assessment.handIn', { ...one, at: t.at }, (q, p) =>
  q
    .update(t)
    .set({ at: p.at, submittedAt: p.at })
    .where(and(ofLearner(p), eq(t.number, p.number), isNull(t.submittedAt)))
    .returning({ course: t.course }),
);
/** Changes a row once. */
export const grade = query('assessment.grade', { ...one, score: t.score, points: t.points, passed: t.passed }, (q, p) =>
  q
    .update(t)
    .set({ score: p.score, points: p.points, passed: p.passed })
    .where(and(ofLearner(p), eq(t.number, p.number), isNull(t.score))),
);
export const nameOf = query('assessment.name', { user: people.id }, (q, p) =>
  q.select({ name: people.name }).from(people).where(eq(people.id, p.user)),
);
export const byLearners = query('assessment.byLearners', { lesson: t.lesson, users: list<string>() }, (q, p, powers) =>
  q
    .select({ userId: t.user, submittedAt: t.submittedAt, at: t.at, score: t.score, passed: t.passed })
    .from(t)
    .where(and(eq(t.org, unitOrg), eq(t.lesson, p.lesson), powers.inList(t.user, p.users))),
);

const answered = { ...of, attempt: a.attempt };
const ofAttempt = (p: { readonly lesson: SQLWrapper; readonly user: SQLWrapper; readonly attempt: SQLWrapper }) =>
  and(eq(a.org, unitOrg), eq(a.lesson, p.lesson), eq(a.user, p.user), eq(a.attempt, p.attempt));
const answerKey = [a.org, a.lesson, a.user, a.attempt, a.question];
export const answersOf = query('assessment.answers', answered, (q, p) =>
  q.select({ question: a.question, answer: a.answer, checkedAt: a.checkedAt }).from(a).where(ofAttempt(p)),
);
/** Changes no row when the answer stands already. */
export const putAnswer = query(
  'assessment.answer',
  { ...answered, question: a.question, answer: a.answer, at: a.at },
  (q, p) =>
    q
      .insert(a)
      .values({ ...p, checkedAt: null, org: unitOrg })
      .onConflictDoUpdate({ target: answerKey, set: { answer: p.answer, at: p.at }, setWhere: isNull(a.checkedAt) }),
);
/** One without an answer stands too. */
export const checkAnswer = query(
  'assessment.check',
  { ...answered, question: a.question, answer: a.answer, at: a.at },
  (q, p) =>
    q
      .insert(a)
      .values({ ...p, checkedAt: p.at, org: unitOrg })
      .onConflictDoUpdate({ target: answerKey, set: { checkedAt: p.at }, setWhere: isNull(a.checkedAt) }),
);

/** How often each answer was given in attempts that were handed in, most often first. */
export const tally = query('assessment.tally', { lesson: t.lesson, rows: scalar<number>() }, (q, p) =>
  q
    .select({ version: t.version, question: a.question, answer: a.answer, count: count() })
    .from(a)
    .innerJoin(t, and(eq(t.org, unitOrg), eq(t.lesson, a.lesson), eq(t.user, a.user), eq(t.number, a.attempt)))
    .where(and(eq(a.org, unitOrg), eq(a.lesson, p.lesson), isNotNull(t.submittedAt)))
    .groupBy(t.version, a.question, a.answer)
    .orderBy(desc(count()), asc(a.question))
    .limit(p.rows),
);
export const handedIn = query('assessment.handedIn', { lesson: t.lesson }, (q, p) =>
  q
    .select({ count: count() })
    .from(t)
    .where(and(eq(t.org, unitOrg), eq(t.lesson, p.lesson), isNotNull(t.submittedAt))),
);

export const forgetVersions = query('assessment.forgetVersions', { lesson: v.lesson }, (q, p) =>
  q.delete(v).where(and(eq(v.org, unitOrg), eq(v.lesson, p.lesson))),
);
export const forgetAttempts = query('assessment.forgetAttempts', { lesson: t.lesson }, (q, p) =>
  q.delete(t).where(and(eq(t.org, unitOrg), eq(t.lesson, p.lesson))),
);
export const forgetAnswers = query('assessment.forgetAnswers', { lesson: a.lesson }, (q, p) =>
  q.delete(a).where(and(eq(a.org, unitOrg), eq(a.lesson, p.lesson))),
);

/** Quizzes that both people tried, and how often the second did. */
export const bothTried = query('assessment.bothTried', { from: t.user, into: t.user }, (q, p) => {
  const mine = q
    .select({ lesson: t.lesson })
    .from(t)
    .where(and(eq(t.org, unitOrg), eq(t.user, p.from)));
  return q
    .select({ lesson: t.lesson, last: sql`max(${t.number})`.mapWith(Number) })
    .from(t)
    .where(and(eq(t.org, unitOrg), eq(t.user, p.into), inArray(t.lesson, mine)))
    .groupBy(t.lesson);
});
const moved = { from: t.user, into: t.user, lesson: t.lesson, by: t.number };
export const moveAttempts = query('assessment.moveAttempts', moved, (q, p) =>
  q
    .update(t)
    .set({ user: p.into, number: sql`${t.number} + ${p.by}` })
    .where(and(eq(t.org, unitOrg), eq(t.user, p.from), eq(t.lesson, p.lesson))),
);
export const moveAnswers = query('assessment.moveAnswers', moved, (q, p) =>
  q
    .update(a)
    .set({ user: p.into, attempt: sql`${a.attempt} + ${p.by}` })
    .where(and(eq(a.org, unitOrg), eq(a.user, p.from), eq(a.lesson, p.lesson))),
);
