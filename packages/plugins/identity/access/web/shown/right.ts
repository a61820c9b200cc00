import type { AccessAssignmentsOutput, AccessPersonAssignmentsOutput } from '@lectern/sdk';

/** Something that was given to or denied a person or a team. */
export type Right = AccessAssignmentsOutput['items'][number];
/** The same with what it takes to read it by itself. */
export type Reason = AccessPersonAssignmentsOutput['items'][number];

/** The moment itself is the first on which it does not hold any more: people say the last on which it does. */
export const lastOf = (until: string): Date => new Date(new Date(until).getTime() - 1);

/** What it takes to change or end it. */
export const wordsOf = ({ userId, teamId, role, permission, on }: Right) => ({
  ...(userId !== null && { userId }),
  ...(teamId !== null && { teamId }),
  ...(role !== null && { role }),
  ...(permission !== null && { permission }),
  ...(on !== null && { on }),
});

/** Who takes a course: given by its enrolment, and taken with it. */
export const isEnrolment = ({ role, on, givenBy }: Right): boolean =>
  role === 'learner' && on !== null && givenBy === null;
