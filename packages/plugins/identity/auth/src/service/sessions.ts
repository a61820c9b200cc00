import { type Call, currentScope, networkOf, refuse } from '@lectern/kit';
import type { Account } from '@lectern/users/contract';
import type { AuthContext } from '../context.ts';
import { type How, sessionErrors } from '../contract/sessions.ts';
import { type Session, signedIn } from '../contract.ts';
import { endSession, endSessionsOf, startSession } from '../queries.ts';
import { deviceOf } from '../sessions/device.ts';
import { confirmation, confirmSession, renameSession } from '../sessions/queries.ts';
import { digestOf, newToken } from '../tokens.ts';

/** A cookie that was stolen is no bearer token. */
export const bearerPrefix = 'ls_';
export const sessionCookie = 'lectern_session';
/** What is kept of a session's token. That of a program is told apart: it has no cookie to renew. */
export const sessionIdOf = (token: string): string =>
  token.startsWith(bearerPrefix) ? `${programs}${digestOf(token)}` : digestOf(token);
export const programs = 'program:';
/** In milliseconds: a session ends after so long without a visit. */
export const sessionLifetime = 30 * 24 * 60 * 60_000;
/** In milliseconds: so long after who somebody is was proven, they may change how their account is entered. */
export const freshFor = 10 * 60_000;
/** In seconds; as long as browsers keep a cookie (RFC 6265bis). When a session ends is ours to say, not the cookie's. */
const cookieAge = 400 * 24 * 60 * 60;

export interface Sessions {
  /**
   * Signs in as this person, in the organization of the call, and ends the session the caller came with: a session planted
   * before is worth nothing after. Whoever calls this has asked for everything the account asks for: see `door.ts`.
   */
  start(account: Account, call: Call, how: How): Promise<Session>;
  /** For who sends the token with every request; no cookie is set. */
  startBearer(account: Account, call: Call, how: How): Promise<Session & { token: string }>;
  /** The caller's own. */
  end(call: Call): Promise<void>;
  /** @returns how many there were */
  endAllOf(userId: string): Promise<number>;
  /**
   * In a unit of work: refused unless who it is was proven in the last ten minutes, by signing in or by `auth.confirm`. A
   * key and an embedding application cannot; the owner of the machine is believed. @throws auth.confirm_first
   */
  requireFresh(): Promise<void>;
  /** In a unit of work: the caller has proven who they are. */
  confirmed(call: Call): Promise<void>;
  /**
   * In a unit of work: the caller's session goes on under a new token, for what it may do has changed (OWASP, Session
   * Management Cheat Sheet: renew the session id after any privilege level change). Whoever has the old one is out.
   */
  rotate(call: Call): Promise<void>;
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
    how: How,
    token = newToken(),
  ): Promise<Session & { token: string }> {
    await endMine(call);
    const session = { person: { id, name, email }, permissions: await ctx.needs.access.permissionsOf(id), token };
    // Whoever sets a password by a command on the machine is in no browser, and nobody would keep the session.
    if (ctx.scope().via === 'command-line') return session;
    const now = ctx.now();
    const sessionId = sessionIdOf(token);
    call.about(id, sessionId);
    await data.run(startSession, {
      id: sessionId,
      userId: id,
      organization: call.org,
      startedAt: now,
      lastSeenAt: now,
      confirmedAt: now,
      expiresAt: new Date(now.getTime() + sessionLifetime),
      how,
      device: deviceOf(call.agent),
      network: call.address === undefined ? null : networkOf(call.address),
    });
    await ctx.emit(signedIn, { userId: id });
    return session;
  }
  async function rotate({ actor, cookie }: Call): Promise<void> {
    const { session } = ctx.scope();
    if (session === undefined || session.startsWith(programs)) return;
    const token = newToken();
    if ((await data.run(renameSession, { id: session, to: sessionIdOf(token) })) === 0) return;
    cookie(sessionCookie, token, { maxAge: cookieAge });
    await ctx.permissionsChanged(actor.id);
  }
  return {
    async start(account, call, how) {
      const { token, ...session } = await begin(account, call, how);
      call.cookie(sessionCookie, token, { maxAge: cookieAge });
      return session;
    },
    startBearer: (account, call, how) => begin(account, call, how, `${bearerPrefix}${newToken()}`),
    async end(call) {
      await endMine(call);
      call.cookie(sessionCookie, null);
    },
    async endAllOf(userId) {
      const ended = await data.run(endSessionsOf, { userId });
      await ctx.permissionsChanged(userId);
      return ended;
    },
    async requireFresh() {
      if (currentScope()?.via === 'command-line') return;
      const { session } = ctx.scope();
      const row = session === undefined ? undefined : await data.one(confirmation, { id: session });
      if (!row || ctx.now().getTime() - row.confirmedAt.getTime() > freshFor) refuse(sessionErrors.confirmFirst);
    },
    async confirmed(call) {
      const { session } = ctx.scope();
      if (session !== undefined) await data.run(confirmSession, { id: session, now: ctx.now() });
      await rotate(call);
    },
    rotate,
  };
}
