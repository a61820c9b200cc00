import { createHash } from 'node:crypto';
import { kernelProblems, refuse } from '@lectern/kit';
import { errors, quizWritten } from '../contract.ts';
import { faultsOf, settled } from '../faults.ts';
import * as queries from '../queries.ts';
import { emptyQuiz, type Quiz } from '../quiz.ts';
import { type AssessmentContext, typesIn } from './context.ts';

/** What a quiz is, in versions. */
export function authoring(ctx: AssessmentContext) {
  const { data, needs } = ctx;
  const typeOf = typesIn(ctx);

  /** Every fault in the facts by its pointer, so that a program finds them all; the sentences in the detail. */
  function soundOf(quiz: Quiz): Quiz {
    const faults = faultsOf(quiz, typeOf).map((fault) => ({ ...fault, pointer: `/quiz${fault.pointer}` }));
    const [first] = faults;
    if (!first) return settled(quiz, typeOf);
    return refuse(errors.faulty, {
      pointer: first.pointer,
      detail: faults.map(({ pointer, reason }) => `${placeOf(pointer)}${reason}`).join(' '),
      facts: Object.fromEntries(faults.map(({ pointer, code }) => [pointer, code])),
    });
  }

  async function latest(lessonId: string) {
    return data.one(queries.latestVersion, { lesson: lessonId });
  }
  return {
    latest,
    /** @param expected the version the writer has seen, from `If-Match`. @throws changed_meanwhile when it is not the last */
    async write(lessonId: string, given: Quiz, expected?: string): Promise<number> {
      const quiz = soundOf(given);
      const lesson =
        (await needs.courses.lesson(lessonId)) ?? refuse(kernelProblems.notFound, { pointer: '/lessonId' });
      if (lesson.kind !== 'quiz') refuse(errors.notAQuiz, { pointer: '/lessonId' });
      const digest = createHash('sha256').update(JSON.stringify(quiz)).digest('hex');
      for (;;) {
        const last = await latest(lessonId);
        const version = last?.version ?? 0;
        if (expected !== undefined && expected !== '*' && expected !== String(version)) refuse(kernelProblems.conflict);
        if (last?.digest === digest) return version;
        const next = { lesson: lessonId, version: version + 1, quiz, digest, savedAt: ctx.now() };
        // Of two who write at once one waits here, finds the number taken, and looks again.
        if ((await data.run(queries.insertVersion, next)) === 0) continue;
        await ctx.emit(quizWritten, { lessonId, version: next.version });
        return next.version;
      }
    },
    async read(lessonId: string): Promise<{ version: number; quiz: Quiz } | undefined> {
      const last = await latest(lessonId);
      return last && { version: last.version, quiz: last.quiz };
    },
    async source(lessonId: string) {
      const last = await latest(lessonId);
      return {
        lessonId,
        version: last?.version ?? 0,
        quiz: last?.quiz ?? emptyQuiz,
        savedAt: last?.savedAt.toISOString() ?? null,
      };
    },
  };
}

/** `/quiz/questions/2/body/choices` -> `Question 3: `. */
function placeOf(pointer: string): string {
  const at = /^\/quiz\/questions\/(\d+)/.exec(pointer)?.[1];
  return at === undefined ? '' : `Question ${Number(at) + 1}: `;
}
