import { quizSubmitted } from '../contract.ts';
import * as queries from '../queries.ts';
import type { Quiz } from '../quiz.ts';
import { type AssessmentContext, typesIn } from './context.ts';
import { gradeOf } from './showing.ts';
import type { versions } from './versions.ts';

export type Answers = ReadonlyMap<string, { readonly answer: unknown; readonly checked: boolean }>;

/** An attempt that is handed in becomes a result. */
export function grading(ctx: AssessmentContext, { quizOf }: ReturnType<typeof versions>) {
  const { data, needs } = ctx;
  const typeOf = typesIn(ctx);

  /** Percent of the points, two places: sums of thirds come out whole, and 57 % is enough for 57. */
  function result(quiz: Quiz, answers: Answers) {
    const total = quiz.questions.reduce((sum, { points }) => sum + points, 0);
    const earned = quiz.questions.reduce((sum, question) => {
      const { score } = gradeOf(typeOf(question.type), question, answers.get(question.id)?.answer);
      return sum + score * question.points;
    }, 0);
    const score = total === 0 ? 0 : rounded((earned / total) * 100);
    return { score, points: rounded(earned), passed: score >= quiz.pass };
  }

  async function answersOf(lesson: string, user: string, attempt: number): Promise<Answers> {
    const rows = await data.all(queries.answersOf, { lesson, user, attempt });
    return new Map(
      rows.map(({ question, answer, checkedAt }) => [question, { answer: answer.value, checked: checkedAt !== null }]),
    );
  }

  return {
    result,
    answersOf,
    /** In a unit. Once, however often it is asked for; what is gone meanwhile is let go. */
    async grade(user: string, lesson: string, number: number): Promise<void> {
      const row = await data.one(queries.attemptOf, { lesson, user, number });
      if (!row?.submittedAt || row.score !== null || !(await needs.courses.lesson(lesson))) return;
      const { score, points, passed } = result(
        await quizOf(lesson, row.version),
        await answersOf(lesson, user, number),
      );
      if ((await data.run(queries.grade, { lesson, user, number, score, points, passed })) === 0) return;
      const who = { userId: user, courseId: row.course, lessonId: lesson, attempt: number };
      await ctx.emit(quizSubmitted, { ...who, passed, score });
      if (passed) await needs.progress.complete(user, lesson);
    },
  };
}

const rounded = (value: number): number => Math.round(value * 100) / 100;
