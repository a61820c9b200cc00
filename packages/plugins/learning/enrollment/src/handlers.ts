import type { Handlers } from '@lectern/kit';
import type { enrollmentContract } from './contract.ts';
import type { EnrollmentRules } from './service.ts';

export function enrollmentHandlers(enrollment: EnrollmentRules): Handlers<typeof enrollmentContract.operations> {
  return {
    enroll: ({ courseId }, { actor }) => enrollment.enroll(courseId, actor.id),
    async leave({ courseId }, { actor }) {
      await enrollment.leave(courseId, actor.id);
      return { done: true };
    },
    mine: async (_, { actor }) => ({ items: await enrollment.coursesOf(actor.id) }),
    people: enrollment.people,
  };
}
