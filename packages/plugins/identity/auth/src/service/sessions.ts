import type { Call } from '@lectern/kit';
import type { Account } from '@lectern/users/contract';
import type { AuthContext } from '../context.ts';
import { type Session, signedIn } from '../contract.ts';
import { endSession, endSessionsOf, startSession } from '../queries.ts';
import { digestOf, newToken } from '../tokens.ts';

/** A cookie that was stolen is no bearer token. */
export const bearerPrefix = 'ls_';
export const sessionCookie = 'lectern_session';
/** In milliseconds: a session ends after so long without a visit. */
export const sessionLifetime = 30 * 24 * 60 * 60_000;
/** In seconds; as long as browsers keep a cookie (RFC 6265bis). When a session ends is ours to say, not the cookie's. */
const cookieAge = 400 * 24 * 60 * 60;

export interface Sessions {
  /** Signs in as this person, and ends the session the caller came with: a session planted before is worth nothing after. */
  start(account: Account, call: Call): Promise<Session>;
  /** For who sends the token with every request; no cookie is set. */
  startBearer(account: Account, call: Call): Promise<Session & { token: string }>;
  /** The caller's own. */
  end(call: Call): Promise<void>;
  endAllOf(userId: string): Promise<void>;
}

export function createSessions(ctx: AuthContext): Sessions {
  const { data } = ctx;

  async function endMine({ actor }: Call): Promise<void> {
    const { session } = ctx.scope();
    if (session === undefined || (await data.run(endSession, { id: session })) === 0) return;
    await ctx.permissionsChanged(actor.id); // the kernel has the session in its cache
  }
  async function begin(
    { id, name, email }: Account,
    call: Call,
    token = newToken(),
  ): Promise<Session & { token: string }> {
    await endMine(call);
    const startedAt = ctx.now();
    const expiresAt = new Date(startedAt.getTime() + sessionLifetime);
    await data.run(startSession, { id: digestOf(token), userId: id, organization: call.org, startedAt, expiresAt });
    await ctx.emit(signedIn, { userId: id });
    return { person: { id, name, email }, permissions: await ctx.needs.access.permissionsOf(id), token };
  }
  return {
    async start(account, call) {
      const { token, ...session } = await begin(account, call);
      call.cookie(sessionCookie, token, { maxAge: cookieAge });
      return session;
    },
    startBearer: (account, call) => begin(account, call, `${bearerPrefix}${newToken()}`),
    async end(call) {
      await endMine(call);
      call.cookie(sessionCookie, null);
    },
    async endAllOf(userId) {
      await data.run(endSessionsOf, { userId });
      await ctx.permissionsChanged(userId);
    },
  };
}
