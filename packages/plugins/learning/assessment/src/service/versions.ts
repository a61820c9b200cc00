import * as queries from '../queries.ts';
import type { Quiz } from '../quiz.ts';
import type { AssessmentContext } from './context.ts';

/** Versions that attempts name. Together a few megabytes, read again for every answer otherwise. */
const capacity = 200;

/**
 * Versions of quizzes, remembered: what an attempt names has been committed and never changes. A version that no attempt
 * names is read by `latest`: the unit that writes it may still be taken back, and its number then means another quiz.
 */
export function versions(ctx: AssessmentContext) {
  const remembered = new Map<string, Quiz>();
  return {
    async quizOf(lesson: string, version: number): Promise<Quiz> {
      const key = `${ctx.scope().org} ${lesson} ${version}`;
      const known = remembered.get(key);
      if (known) {
        remembered.delete(key); // the newest is the last to be forgotten
        remembered.set(key, known);
        return known;
      }
      const row = await ctx.data.one(queries.versionOf, { lesson, version });
      if (!row) throw new Error(`version ${version} of the quiz in lesson ${lesson} is gone`);
      if (remembered.size >= capacity) remembered.delete(remembered.keys().next().value!);
      remembered.set(key, row.quiz);
      return row.quiz;
    },
  };
}
