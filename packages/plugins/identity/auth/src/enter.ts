import { type Call, kernelProblems, refuse, runInScope } from '@lectern/kit';
import type { AuthContext } from './context.ts';
import type { Session } from './contract.ts';
import type { Sessions } from './service/sessions.ts';
import { refuseWhereSignOnIsNeeded } from './sign-on/needed.ts';

/** A school one does not belong to, or that is closed, is not there. @throws not_found, auth.sign_on_needed */
export const createEntering =
  (ctx: AuthContext, sessions: Sessions) =>
  async (organizationId: string, call: Call): Promise<Session> => {
    const { users, organizations } = ctx.needs;
    const open = await organizations.openTo(call.actor.id);
    const person = await users.find(call.actor.id);
    if (!person || !open.some(({ id }) => id === organizationId))
      return refuse(kernelProblems.notFound, { pointer: '/organizationId' });
    const there = { ...call, org: organizationId };
    return runInScope({ ...ctx.scope(), org: organizationId }, async () => {
      await refuseWhereSignOnIsNeeded(ctx, person);
      return sessions.start(person, there, 'link');
    });
  };
