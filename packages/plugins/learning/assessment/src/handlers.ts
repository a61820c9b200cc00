import type { Handlers } from '@lectern/kit';
import type { assessmentContract } from './contract.ts';
import type { Assessment } from './service.ts';

const done = { done: true } as const;

export const assessmentHandlers = (assessment: Assessment): Handlers<typeof assessmentContract.operations> => ({
  async source({ lessonId }, call) {
    const source = await assessment.source(lessonId);
    call.tag(String(source.version));
    return source;
  },
  async write({ lessonId, quiz }, call) {
    call.tag(String(await assessment.write(lessonId, quiz, call.ifMatch)));
    const source = await assessment.source(lessonId);
    const as = await assessment.show.showingOf(source.quiz, call.site);
    return { ...source, shown: source.quiz.questions.map((question) => assessment.show.shown(question, as)) };
  },
  results: (page) => assessment.results(page),
  questionStats: ({ lessonId }, { site }) => assessment.statistics(lessonId, site),
  attempt: ({ lessonId, userId, attempt }, { actor, site }) =>
    assessment.attempt(actor.id, userId, lessonId, attempt, site),
  open: ({ lessonId }, { actor }) => assessment.open(actor.id, lessonId),
  begin: async ({ lessonId }, { actor }) => ({ attempt: await assessment.begin(actor.id, lessonId) }),
  review: ({ lessonId, attempt }, { actor, site }) => assessment.review(actor.id, lessonId, attempt, site),
  async answer({ lessonId, attempt, questionId, answer }, { actor }) {
    await assessment.answer(actor.id, lessonId, attempt, questionId, answer);
    return done;
  },
  async check({ lessonId, attempt, questionId }, { actor }) {
    await assessment.check(actor.id, lessonId, attempt, questionId);
    return done;
  },
  async submit({ lessonId, attempt }, { actor }) {
    await assessment.submit(actor.id, lessonId, attempt);
    return done;
  },
});
