// Who may do what, page by page.
import type { AccessReviewOutput } from '@lectern/sdk';
import type { ScreenClient } from '@lectern/ui';
import type { Right } from '../shown/right.ts';
import { type Asked, inputOf } from './asked.ts';

export type Reviewed = AccessReviewOutput['items'][number];
export interface Reviews {
  readonly items: readonly Reviewed[];
  readonly next: string | null;
}

const onScreen = 50;
/** In one answer: the most there is. */
const limit = 100;

export const reviewPage = (
  lms: ScreenClient,
  asked: Asked,
  { cursor, signal }: { readonly cursor?: string; readonly signal?: AbortSignal } = {},
): Promise<Reviews> =>
  lms.access.review({ ...inputOf(asked), limit: onScreen, ...(cursor && { cursor }) }, signal && { signal });

/** What reaches a course from elsewhere: from the school, from those above, through teams. */
export const reachingPage = (lms: ScreenClient, on: string, cursor?: string): Promise<Reviews> =>
  lms.access.review({ on, elsewhere: true, limit: onScreen, ...(cursor && { cursor }) });

export interface GivenOn {
  readonly rights: readonly Right[];
  /** Somebody takes the course: they are looked after elsewhere. */
  readonly hasLearners: boolean;
}
/** What was given on a course itself. */
export async function givenOn(lms: ScreenClient, on: string): Promise<GivenOn> {
  const rights: Right[] = [];
  for await (const one of lms.pages(lms.access.assignments, { on, enrolments: false, limit })) rights.push(one);
  const { items } = await lms.access.assignments({ on, role: 'learner', limit: 1 });
  return { rights, hasLearners: items.length > 0 };
}

export const wholeReview = (lms: ScreenClient, asked: Asked): AsyncIterable<Reviewed> =>
  lms.pages(lms.access.review, { ...inputOf(asked), limit });

/**
 * What a team was given and denied, wherever: read from one of its people, who have all of it. Of a team without anybody what
 * it has in the whole school is found, and no more.
 */
export async function rightsOfTeam(lms: ScreenClient, teamId: string): Promise<readonly Right[]> {
  const [somebody] = (await lms.teams.members({ teamId, limit: 1 })).items;
  if (somebody) {
    const { items } = await lms.access.personAssignments({ userId: somebody.userId });
    return items.filter((one) => one.teamId === teamId);
  }
  const found: Right[] = [];
  let cursor: string | undefined;
  do {
    const page: { items: Right[]; next: string | null } = await lms.access.assignments({
      limit,
      ...(cursor && { cursor }),
    });
    found.push(...page.items.filter((one) => one.teamId === teamId));
    // Teams come before people.
    cursor = page.items.at(-1)?.teamId ? (page.next ?? undefined) : undefined;
  } while (cursor);
  return found;
}
