// The sessions a person has, for themselves and for who looks after people.
import { type Call, kernelProblems, refuse } from '@lectern/kit';
import type { AuthContext } from '../context.ts';
import type { How, OpenSession } from '../contract/sessions.ts';
import { endOthers, endSessionOf, endSessionsIn, sessionsOf } from './queries.ts';

export interface SessionList {
  mine(call: Call): Promise<OpenSession[]>;
  of(userId: string, call: Call): Promise<OpenSession[]>;
  /** @throws not_found also for somebody else's */
  end(sessionId: string, call: Call): Promise<void>;
  /** @returns how many ended */
  endOthers(call: Call): Promise<number>;
  /** @returns how many ended @throws not_found for who is not of this school, not_allowed for who may more than the caller */
  endAllOf(userId: string, call: Call): Promise<number>;
}

export function createSessionList(ctx: AuthContext): SessionList {
  const { data, needs } = ctx;

  async function list(userId: string, organization: string): Promise<OpenSession[]> {
    const { session } = ctx.scope();
    const rows = await data.all(sessionsOf, { userId, organization, now: ctx.now() });
    return rows.map(({ startedAt, lastSeenAt, how, ...row }) => ({
      ...row,
      current: row.id === session,
      startedAt: startedAt.toISOString(),
      lastSeenAt: lastSeenAt.toISOString(),
      how: how as How,
    }));
  }
  async function memberOrRefuse(userId: string): Promise<void> {
    if ((await needs.organizations.membershipOf(userId)) === undefined)
      refuse(kernelProblems.notFound, { pointer: '/userId' });
  }

  return {
    mine: ({ actor, org }) => list(actor.id, org),
    async of(userId, { org }) {
      await memberOrRefuse(userId);
      return list(userId, org);
    },
    async end(id, { actor, org }) {
      if ((await data.run(endSessionOf, { id, userId: actor.id, organization: org })) === 0)
        return refuse(kernelProblems.notFound, { pointer: '/sessionId' });
      await ctx.permissionsChanged(actor.id); // the kernel has the session in its cache
    },
    async endOthers({ actor }) {
      const ended = await data.run(endOthers, { id: ctx.scope().session ?? '', userId: actor.id });
      await ctx.permissionsChanged(actor.id);
      return ended;
    },
    async endAllOf(userId, { actor, org }) {
      await memberOrRefuse(userId);
      if (userId !== actor.id && (await needs.access.mayMoreThan(userId, actor.id)))
        return refuse(kernelProblems.forbidden, { pointer: '/userId' });
      const ended = await data.run(endSessionsIn, { userId, organization: org });
      await ctx.permissionsChanged(userId);
      return ended;
    },
  };
}
