import { kernelProblems, refuse } from '@lectern/kit';
import { type Attempt, errors, quizBegun, quizHandedIn, type Sitting } from '../contract.ts';
import * as queries from '../queries.ts';
import { limits, type Question, type Quiz } from '../quiz.ts';
import { shuffled } from '../shuffle.ts';
import type { authoring } from './authoring.ts';
import { type AssessmentContext, typesIn } from './context.ts';
import type { grading } from './grading.ts';
import type { showing } from './showing.ts';
import type { versions } from './versions.ts';

interface Row {
  readonly number: number;
  readonly course: string;
  readonly version: number;
  readonly begunAt: Date;
  readonly submittedAt: Date | null;
  readonly score: number | null;
  readonly points: number | null;
  readonly passed: boolean | null;
}
const attemptOf = ({ number, begunAt, submittedAt, score, passed }: Row): Attempt => ({
  number,
  begunAt: begunAt.toISOString(),
  submittedAt: submittedAt?.toISOString() ?? null,
  score,
  passed,
});

interface Parts {
  readonly written: ReturnType<typeof authoring>;
  readonly show: ReturnType<typeof showing>;
  readonly graded: ReturnType<typeof grading>;
  readonly kept: ReturnType<typeof versions>;
}

/**
 * A learner takes a quiz. A change says nothing of how it went, in its answer or in an event of its unit: it can be
 * previewed, and whoever previews a thousand answers must be none the wiser. What may be known is read afterwards.
 *
 * `at`, where a function takes it, is for what happened at another time.
 */
export function attempts(ctx: AssessmentContext, { written, show, graded, kept }: Parts) {
  const { data, needs } = ctx;
  const typeOf = typesIn(ctx);

  const own = async (user: string, lesson: string, number: number): Promise<Row> =>
    (await data.one(queries.attemptOf, { lesson, user, number })) ??
    refuse(kernelProblems.notFound, { pointer: '/attempt' });

  /** Holds the attempt that is open. @throws assessment.handed_in */
  async function held(user: string, lesson: string, number: number, at: Date): Promise<Quiz> {
    const row = await data.one(queries.hold, { lesson, user, number, at });
    if (row) return kept.quizOf(lesson, row.version);
    await own(user, lesson, number);
    return refuse(errors.handedIn);
  }
  const questionIn = (quiz: Quiz, id: string): Question =>
    quiz.questions.find((question) => question.id === id) ??
    refuse(kernelProblems.notFound, { pointer: '/questionId' });

  /** @param everything for a teacher: whatever the quiz tells */
  async function sitting(user: string, lesson: string, row: Row, site: string, everything: boolean): Promise<Sitting> {
    const quiz = await kept.quizOf(lesson, row.version);
    const answers = await graded.answersOf(lesson, user, row.number);
    const as = await show.showingOf(quiz, site);
    const over = row.submittedAt !== null;
    const mayBeTold = (checked: boolean) =>
      everything || (over ? quiz.answers !== 'never' : quiz.answers === 'after' && checked);
    const order = quiz.shuffle ? shuffled(quiz.questions, `${lesson} ${user} ${row.number}`) : quiz.questions;
    const result = over ? graded.result(quiz, answers) : { score: null, points: null, passed: null };
    return {
      ...attemptOf(row),
      ...result,
      lessonId: lesson,
      pass: quiz.pass,
      answers: quiz.answers,
      total: quiz.questions.reduce((sum, { points }) => sum + points, 0),
      questions: order.map((question) => {
        const { answer, checked = false } = answers.get(question.id) ?? {};
        const told = mayBeTold(checked)
          ? show.told(question, answer, as)
          : { score: null, solution: null, explanation: null, feedback: null };
        return { ...show.shown(question, as), answer: answer ?? null, checked, ...told };
      }),
    };
  }

  return {
    async open(user: string, lesson: string) {
      const [latest, rows] = [await written.latest(lesson), await data.all(queries.attemptsOf, { lesson, user })];
      const { questions, ...settings } = latest?.quiz ?? { ...(await written.source(lesson)).quiz };
      const mine = rows.map(attemptOf);
      const running = mine.find(({ submittedAt }) => submittedAt === null)?.number ?? null;
      const scores = mine.flatMap(({ score }) => score ?? []);
      return {
        lessonId: lesson,
        questions: questions.length,
        points: questions.reduce((sum, { points }) => sum + points, 0),
        pass: settings.pass,
        attempts: settings.attempts,
        answers: settings.answers,
        mine,
        running,
        best: scores.length > 0 ? Math.max(...scores) : null,
        passed: mine.some(({ passed }) => passed === true),
        canBegin: running !== null || (questions.length > 0 && mine.length < (settings.attempts ?? limits.attempts)),
      };
    },

    /** Two devices at once begin one. @throws assessment.no_questions, assessment.no_attempts_left */
    async begin(user: string, lesson: string, at: Date = ctx.now()): Promise<number> {
      for (;;) {
        const tried = await data.all(queries.attemptsOf, { lesson, user });
        const [last] = tried;
        // Not always the last: the person may have had two accounts.
        const open = tried.find(({ submittedAt }) => submittedAt === null);
        if (open) return open.number;
        const latest = await written.latest(lesson);
        if (!latest || latest.quiz.questions.length === 0) return refuse(errors.noQuestions);
        const number = (last?.number ?? 0) + 1;
        if (number > (latest.quiz.attempts ?? limits.attempts)) refuse(errors.noAttempts);
        const { courseId: course } =
          (await needs.courses.lesson(lesson)) ?? refuse(kernelProblems.notFound, { pointer: '/lessonId' });
        const begun = { lesson, user, number, course, version: latest.version, at };
        // Begun on another device in the same moment: the next look finds it.
        if ((await data.run(queries.begin, begun)) === 0) continue;
        await ctx.emit(quizBegun, { userId: user, courseId: course, lessonId: lesson, attempt: number });
        return number;
      }
    },

    /** Two statements: the attempt is held, the answer kept. @param answer null takes it back */
    async answer(user: string, lesson: string, number: number, id: string, given: unknown, at: Date = ctx.now()) {
      const question = questionIn(await held(user, lesson, number, at), id);
      const answer = { value: readAnswer(question, given) };
      if ((await data.run(queries.putAnswer, { lesson, user, attempt: number, question: id, answer, at })) === 0)
        refuse(errors.checked);
    },

    /** Twice is once. @throws assessment.told_later */
    async check(user: string, lesson: string, number: number, id: string): Promise<void> {
      const quiz = await held(user, lesson, number, ctx.now());
      questionIn(quiz, id);
      if (quiz.answers !== 'after') refuse(errors.toldLater);
      const key = { lesson, user, attempt: number, question: id };
      await data.run(queries.checkAnswer, { ...key, answer: { value: null }, at: ctx.now() });
    },

    /** Twice is once. It is graded in a unit of its own, a moment later. */
    async submit(user: string, lesson: string, number: number, at: Date = ctx.now()): Promise<void> {
      const row = await data.one(queries.handIn, { lesson, user, number, at });
      if (!row) return void (await own(user, lesson, number));
      await ctx.emit(quizHandedIn, { userId: user, courseId: row.course, lessonId: lesson, attempt: number });
    },

    review: async (user: string, lesson: string, number: number, site: string) =>
      sitting(user, lesson, await own(user, lesson, number), site, false),
    /** @throws not_found also for somebody who may not know whether there is one */
    async attempt(viewer: string, user: string, lesson: string, number: number, site: string) {
      const everything = await ctx.can('quiz.results', lesson);
      if (viewer !== user && !everything) refuse(kernelProblems.notFound, { pointer: '/attempt' });
      const told = await sitting(user, lesson, await own(user, lesson, number), site, everything);
      return { ...told, name: (await data.one(queries.nameOf, { user }))?.name ?? '' };
    },
  };

  function readAnswer({ type }: Question, given: unknown): unknown {
    if (given === undefined || given === null) return null;
    const kind = typeOf(type);
    const parsed = kind?.answer.safeParse(given);
    if (parsed?.success) return parsed.data;
    return refuse(kernelProblems.invalid, {
      pointer: '/answer',
      detail: `That is no answer to a question of the type ${type}: ${parsed?.error.issues[0]?.message ?? 'nothing here knows it'}`,
    });
  }
}
