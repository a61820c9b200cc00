import * as queries from '../queries.ts';
import type { AssessmentContext } from './context.ts';

/** When two accounts become one, no attempt is lost: those of the one that goes come after those of the one that stays. */
export const merging = ({ data }: AssessmentContext) => ({
  async merging(from: string, into: string): Promise<void> {
    for (const { lesson, last } of await data.all(queries.bothTried, { from, into })) {
      const moved = { from, into, lesson, by: last };
      // Owner and number in one step: numbers counted up in place would meet each other.
      await data.run(queries.moveAnswers, moved);
      await data.run(queries.moveAttempts, moved);
    }
  },
});
