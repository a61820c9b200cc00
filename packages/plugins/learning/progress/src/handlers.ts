import type { Handlers } from '@lectern/kit';
import type { progressContract } from './contract.ts';
import type { Progress } from './service.ts';

const done = { done: true } as const;

export function progressHandlers(progress: Progress): Handlers<typeof progressContract.operations> {
  return {
    async open({ lessonId }, { actor }) {
      await progress.open(actor.id, lessonId);
      return done;
    },
    async place({ lessonId, place }, { actor }) {
      await progress.place(actor.id, lessonId, place);
      return done;
    },
    complete: ({ lessonId }, { actor }) => progress.completeByHand(actor.id, lessonId),
    reopen: ({ lessonId }, { actor }) => progress.reopen(actor.id, lessonId),
    course: ({ courseId }, { actor }) => progress.course(actor.id, courseId),
    mine: async (_, { actor }) => ({ items: await progress.mine(actor.id) }),
    people: progress.people,
  };
}
