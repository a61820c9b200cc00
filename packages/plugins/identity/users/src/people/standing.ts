// Who is kept out of a school, and who is let in again.
import { kernelProblems, refuse } from '@lectern/kit';
import type { MembershipState } from '@lectern/organizations/contract';
import type { UsersService } from '../contract.ts';
import { errors, leavingSlot, personRemoved, personRestored, personSuspended, touchingSlot } from '../contract.ts';
import { comeBack, depart } from '../queries.ts';
import type { UsersContext } from './service.ts';

export interface Standing extends Pick<UsersService, 'suspend' | 'restore' | 'remove'> {
  /** By the person themselves. @throws users.last_owner */
  leave(userId: string): Promise<void>;
  /** Whose account the caller may change: see `touchingSlot`. @throws not_allowed */
  mayTouch(userId: string): Promise<void>;
}

export function createStanding(ctx: UsersContext): Standing {
  const { data, needs } = ctx;

  const stateOf = async (userId: string): Promise<MembershipState> =>
    (await needs.organizations.membershipOf(userId))?.state ?? refuse(kernelProblems.notFound, { pointer: '/userId' });
  async function mayTouch(userId: string): Promise<void> {
    for (const { touching } of ctx.fills(touchingSlot)) await touching(userId);
  }
  /** @returns whether it is news */
  async function leave(userId: string, reason: string, state: 'suspended' | 'removed'): Promise<boolean> {
    const before = await stateOf(userId);
    const { actor } = ctx.scope();
    if (actor.id === userId) refuse(errors.yourself);
    await mayTouch(userId);
    if (before === 'removed' && state === 'suspended')
      refuse(kernelProblems.notFound, { pointer: '/userId', detail: 'They are removed. Restore them first.' });
    for (const { leaving } of ctx.fills(leavingSlot)) await leaving(userId);
    await data.run(depart, { user: userId, reason, by: actor.kind === 'person' ? actor.id : null });
    return needs.organizations.setMembership(userId, state);
  }

  return {
    mayTouch,
    suspend: (userId, reason) =>
      data.unit(async () => {
        if (await leave(userId, reason, 'suspended')) await ctx.emit(personSuspended, { userId });
      }),
    remove: (userId, reason) =>
      data.unit(async () => {
        if (await leave(userId, reason, 'removed')) await ctx.emit(personRemoved, { userId });
      }),
    leave: (userId) =>
      data.unit(async () => {
        await stateOf(userId);
        for (const { leaving } of ctx.fills(leavingSlot)) await leaving(userId);
        await data.run(depart, { user: userId, reason: '', by: userId });
        if (await needs.organizations.setMembership(userId, 'removed')) await ctx.emit(personRemoved, { userId });
      }),
    restore: (userId) =>
      data.unit(async () => {
        await stateOf(userId);
        await mayTouch(userId);
        await data.run(comeBack, { user: userId });
        if (await needs.organizations.setMembership(userId, 'active')) await ctx.emit(personRestored, { userId });
      }),
  };
}
