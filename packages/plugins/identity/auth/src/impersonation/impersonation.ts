import { type Call, type Identity, kernelProblems, networkOf, refuse, runInScope, system } from '@lectern/kit';
import type { AuthContext } from '../context.ts';
import { impersonationErrors as errors, type LookedAt } from '../contract/impersonation.ts';
import { impersonated, impersonationEnded } from '../contract.ts';
import { endSession, startSession } from '../queries.ts';
import { programs, sessionCookie, sessionIdOf } from '../service/sessions.ts';
import { deviceOf } from '../sessions/device.ts';
import { renameSession } from '../sessions/queries.ts';
import { newToken } from '../tokens.ts';
import { addImpersonation, endImpersonation, impersonationBy, lookedAt, ownSessionStands } from './queries.ts';

export const impersonate = 'user.impersonate';
/** In milliseconds: long enough to help, too short to be forgotten. */
const longest = 60 * 60_000;

export interface Impersonation {
  /** @throws not_found, auth.not_yourself, auth.may_more_than_you, auth.not_in_browser */
  start(given: { readonly userId: string; readonly reason: string }, call: Call): Promise<{ until: string }>;
  /** Back to the session of before, under a new token. @throws auth.not_impersonating */
  stop(call: Call): Promise<void>;
  /** When somebody signs out while they act as another: the session kept aside ends too. */
  leave(): Promise<void>;
  /**
   * Whose session it is when somebody acts in it. @returns undefined for any other session, and `over` when it has ended, or
   * either of the two may not be here any more
   */
  identify(session: string, org: string): Promise<Identity | 'over' | undefined>;
  lookedAt(call: Call): Promise<LookedAt[]>;
}

export function createImpersonation(ctx: AuthContext): Impersonation {
  const { data, needs } = ctx;

  const isMember = (id: string) => needs.organizations.isMember(id);
  const mayActAs = async (who: string, as: string): Promise<boolean> =>
    (await needs.access.permissionsOf(who)).includes(impersonate) && !(await needs.access.mayMoreThan(as, who));
  const mine = async () => {
    const { session, impersonator } = ctx.scope();
    return session === undefined || impersonator === undefined ? undefined : data.one(impersonationBy, { session });
  };
  /** Ends the session of the person looked at. @returns what began it */
  async function end() {
    const row = await mine();
    if (!row) return undefined;
    await data.run(endSession, { id: ctx.scope().session! });
    await data.run(endImpersonation, { id: row.id, now: ctx.now() });
    await ctx.permissionsChanged(row.userId);
    await ctx.permissionsChanged(row.impersonator);
    await ctx.emit(impersonationEnded, { userId: row.userId, by: row.impersonator });
    return row;
  }

  return {
    async start({ userId, reason }, { actor, org, address, agent, cookie }) {
      const { session: own, via } = ctx.scope();
      if (userId === actor.id) return refuse(errors.notYourself, { pointer: '/userId' });
      if (!(await needs.users.find(userId)) || !(await isMember(userId)))
        return refuse(kernelProblems.notFound, { pointer: '/userId' });
      if (!(await mayActAs(actor.id, userId))) return refuse(errors.mayMore, { pointer: '/userId' });
      const [aside, token] = [sessionIdOf(newToken()), newToken()];
      if (via !== 'http' || own === undefined || own.startsWith(programs)) return refuse(errors.notInBrowser);
      if ((await data.run(renameSession, { id: own, to: aside })) === 0) return refuse(errors.notInBrowser);
      const now = ctx.now();
      const until = new Date(now.getTime() + longest);
      const session = sessionIdOf(token);
      await data.run(startSession, {
        id: session,
        userId,
        organization: org,
        startedAt: now,
        lastSeenAt: now,
        confirmedAt: new Date(0), // nobody has proven to be this person
        expiresAt: until,
        how: 'impersonation',
        device: deviceOf(agent),
        network: address === undefined ? null : networkOf(address),
      });
      const given = { id: ctx.id(), session, ownSession: aside, organization: org, userId, impersonator: actor.id };
      await data.run(addImpersonation, { ...given, reason, startedAt: now, until });
      await ctx.permissionsChanged(actor.id); // the kernel has the session of before in its cache
      await ctx.emit(impersonated, { userId, by: actor.id });
      cookie(sessionCookie, token, { maxAge: longest / 1_000 });
      return { until: until.toISOString() };
    },
    async stop({ cookie }) {
      const row = (await end()) ?? refuse(errors.notImpersonating);
      const token = newToken();
      const back = await data.run(renameSession, { id: row.ownSession, to: sessionIdOf(token) });
      cookie(sessionCookie, back === 0 ? null : token, { maxAge: 400 * 24 * 60 * 60 });
    },
    async leave() {
      const row = await end();
      if (row) await data.run(endSession, { id: row.ownSession });
    },
    async identify(session, org) {
      const row = await data.one(impersonationBy, { session });
      if (!row) return undefined;
      const now = ctx.now();
      return runInScope({ actor: system, org, request: 'recognise', via: 'kernel' }, async () => {
        const { userId, impersonator, until, ownSession } = row;
        const stands =
          row.endedAt === null &&
          until > now &&
          (await data.one(ownSessionStands, { id: ownSession, now })) !== undefined &&
          (await isMember(userId)) &&
          (await isMember(impersonator)) &&
          (await mayActAs(impersonator, userId));
        if (!stands) return 'over';
        // Asked anew by every request: the right to act as somebody may end by its time, which moves no epoch.
        return { actor: { kind: 'person', id: userId }, org, session, expires: now, impersonator };
      });
    },
    async lookedAt({ actor, org }) {
      const rows = await data.all(lookedAt, { userId: actor.id, organization: org });
      const names = await needs.users.many(rows.map((row) => row.impersonator));
      return rows.map(({ id, impersonator, reason, startedAt, until, endedAt }) => ({
        id,
        by: { id: impersonator, name: names.get(impersonator)?.name ?? null },
        reason,
        startedAt: startedAt.toISOString(),
        endedAt: (endedAt ?? (until <= ctx.now() ? until : null))?.toISOString() ?? null,
      }));
    },
  };
}
