import { kernelProblems, refuse } from '@lectern/kit';
import type { LearnerResult } from '../contract.ts';
import * as queries from '../queries.ts';
import type { authoring } from './authoring.ts';
import { type AssessmentContext, typesIn } from './context.ts';
import { gradeOf, type showing } from './showing.ts';
import type { versions } from './versions.ts';

/** Different answers that are looked at, and different texts that are told for one question. */
const [mostAnswers, mostTexts] = [5_000, 30];

interface Parts {
  readonly written: ReturnType<typeof authoring>;
  readonly show: ReturnType<typeof showing>;
  readonly kept: ReturnType<typeof versions>;
}

/** What teachers see. */
export function results(ctx: AssessmentContext, { written, show, kept }: Parts) {
  const { data, needs } = ctx;
  const typeOf = typesIn(ctx);

  return {
    /** Learners of the course by name, those too who have not begun. */
    async results({ lessonId: lesson, ...page }: { lessonId: string; cursor?: string | undefined; limit: number }) {
      const { courseId } = (await needs.courses.lesson(lesson)) ?? refuse(kernelProblems.notFound);
      const { items, next } = await needs.enrollment.people({ courseId, ...page });
      const rows = await data.all(queries.byLearners, { lesson, users: items.map(({ userId }) => userId) });
      const byLearner = Map.groupBy(rows, ({ userId }) => userId);
      const told = items.map(({ userId, name }): LearnerResult => {
        const mine = byLearner.get(userId) ?? [];
        const scores = mine.flatMap(({ score }) => score ?? []);
        const lastAt =
          mine
            .map(({ at }) => at.toISOString())
            .toSorted()
            .at(-1) ?? null;
        return {
          userId,
          name,
          state: stateOf(mine),
          attempts: mine.length,
          best: scores.length > 0 ? Math.max(...scores) : null,
          lastAt,
        };
      });
      return { items: told, next };
    },

    /** Of the questions there are now; what was answered to earlier versions of them counts by its words. */
    async statistics(lesson: string, site: string) {
      const { quiz } = await written.source(lesson);
      const as = await show.showingOf(quiz, site);
      const rows = await data.heavy(queries.tally, { lesson, rows: mostAnswers });
      const [handedIn] = await data.all(queries.handedIn, { lesson });
      const questions = [];
      for (const question of quiz.questions) {
        const type = typeOf(question.type);
        const counted = new Map<string, number>();
        // Nobody chose it is a finding too.
        for (const { text } of (question.body.choices ?? []) as readonly { text: string }[]) counted.set(text, 0);
        let [answered, earned] = [0, 0];
        for (const { version, question: id, answer, count } of rows) {
          if (id !== question.id || answer.value === null) continue;
          const then = (await kept.quizOf(lesson, version)).questions.find((one) => one.id === id);
          if (!type || then?.type !== question.type) continue;
          answered += count;
          earned += count * gradeOf(type, then, answer.value).score;
          for (const text of type.tally(then.body, answer.value)) counted.set(text, (counted.get(text) ?? 0) + count);
        }
        const counts = [...counted].map(([text, count]) => ({
          text,
          count,
          right: type?.isRight(question.body, text) ?? false,
        }));
        questions.push({
          id: question.id,
          type: question.type,
          html: as.prose(question.prompt),
          answered,
          average: answered > 0 ? earned / answered : null,
          counts: question.body.choices ? counts : counts.toSorted((a, b) => b.count - a.count).slice(0, mostTexts),
        });
      }
      return { attempts: handedIn?.count ?? 0, questions };
    },
  };
}

function stateOf(mine: readonly { readonly submittedAt: Date | null; readonly passed: boolean | null }[]) {
  if (mine.some(({ passed }) => passed)) return 'passed';
  if (mine.some(({ submittedAt }) => submittedAt === null)) return 'open';
  return mine.length > 0 ? 'not-passed' : 'not-begun';
}
