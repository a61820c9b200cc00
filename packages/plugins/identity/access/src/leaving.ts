// A school keeps an owner who can act: the last one is neither suspended nor removed.
import { type Context, refuse } from '@lectern/kit';
import type { organizationsService } from '@lectern/organizations/contract';
import { type Leaving, errors as usersErrors } from '@lectern/users/contract';
import { holdOwners } from './queries.ts';

type Needs = { organizations: typeof organizationsService };

/** Without end for who does not own the school or cannot act anyway. In a unit of work: holds the owners until it ends. Of two who dismiss each other at once, one waits and is refused. */
export async function otherOwners(ctx: Context<Needs>, userId: string): Promise<number> {
  const { org } = ctx.scope();
  const owners = await ctx.data.all(holdOwners, { on: org! });
  const acts = owners.some((owner) => owner.userId === userId) && (await ctx.needs.organizations.isMember(userId));
  if (!acts) return Number.POSITIVE_INFINITY;
  let others = 0;
  for (const owner of owners)
    if (owner.userId !== userId && (await ctx.needs.organizations.isMember(owner.userId))) others++;
  return others;
}

export const createLeaving = (ctx: Context<Needs>): Leaving => ({
  async leaving(userId) {
    if ((await otherOwners(ctx, userId)) === 0) refuse(usersErrors.lastOwner);
  },
});
