// A school keeps an owner who can act and stays: the last one is neither suspended nor removed, nor given an end.
import { refuse } from '@lectern/kit';
import { type Leaving, errors as usersErrors } from '@lectern/users/contract';
import { type AccessContext, schoolOf } from './context.ts';
import { holdOwners } from './queries.ts';

/**
 * Without end for who does not own the school, does so for a time only, or cannot act anyway. In a unit of work: holds the
 * owners until it ends. Of two who dismiss each other at once, one waits and is refused. Who owns the school through a team
 * does not count, for whoever keeps the team could end that.
 */
export async function otherOwners(ctx: AccessContext, userId: string): Promise<number> {
  const { isMember } = ctx.needs.organizations;
  const owners = await ctx.data.all(holdOwners, { on: schoolOf(ctx), now: ctx.now() });
  const acts = owners.some((owner) => owner.userId === userId) && (await isMember(userId));
  if (!acts) return Number.POSITIVE_INFINITY;
  let others = 0;
  for (const owner of owners) if (owner.userId !== userId && (await isMember(owner.userId))) others++;
  return others;
}

export const createLeaving = (ctx: AccessContext): Leaving => ({
  async leaving(userId) {
    if ((await otherOwners(ctx, userId)) === 0) refuse(usersErrors.lastOwner);
  },
});
