// Who a request comes from: one query a call, and the kernel remembers the answer for a minute.
import type { Authenticator, Identity } from '@lectern/kit';
import type { Account } from '@lectern/users/contract';
import type { AuthContext } from '../context.ts';
import { inSchool } from '../in-school.ts';
import { keyByHash, keyUsed, prolongSession, sessionById } from '../queries.ts';
import { digestOf } from '../tokens.ts';
import { keyPrefix } from './keys.ts';
import { sessionCookie, sessionLifetime } from './sessions.ts';

const minute = 60_000;
const day = 24 * 60 * minute;

export function createAuthenticator(ctx: AuthContext): Authenticator {
  const { data, needs } = ctx;
  const later = (milliseconds: number) => new Date(ctx.now().getTime() + milliseconds);

  /** Good for a minute, so "last used" and the sliding end of a session are that exact. Revoking moves the epoch, which holds at once. */
  const identity = (userId: string, org: string, session: string): Identity => ({
    actor: { kind: 'person', id: userId },
    org,
    session,
    expires: later(minute),
  });

  async function bySession(token: string): Promise<Identity | undefined> {
    const row = await data.one(sessionById, { id: digestOf(token), now: ctx.now() });
    if (!row) return undefined;
    const expiresAt = later(sessionLifetime);
    if (expiresAt.getTime() - row.expiresAt.getTime() > day) await data.run(prolongSession, { id: row.id, expiresAt });
    return identity(row.userId, row.organization, row.id);
  }
  async function byKey(token: string): Promise<Identity | undefined> {
    if (!token.startsWith(keyPrefix)) return undefined;
    const row = await data.one(keyByHash, { hash: digestOf(token) });
    if (!row) return undefined;
    const before = later(-minute);
    if (!row.lastUsedAt || row.lastUsedAt <= before) await data.run(keyUsed, { id: row.id, now: ctx.now(), before });
    return identity(row.userId, row.organization, row.id);
  }
  const findOrCreate = async (person: { email: string; name: string }): Promise<Account> =>
    (await needs.users.findByEmail(person.email)) ??
    needs.users
      .create(person)
      .catch(async (error: unknown) => (await needs.users.findByEmail(person.email)) ?? Promise.reject(error)); // two first requests at once

  return {
    cookie: sessionCookie,
    async identify({ bearer, cookie }) {
      if (bearer !== undefined) return byKey(bearer);
      return cookie === undefined ? undefined : bySession(cookie);
    },
    identityOf: (email) =>
      inSchool(ctx, async (org) => {
        const id = email === undefined ? (await needs.access.owners())[0] : (await needs.users.findByEmail(email))?.id;
        return id !== undefined && (await needs.organizations.isMember(id)) ? identity(id, org, 'machine') : undefined;
      }),
    async admit(person) {
      const admitted = await inSchool(ctx, (org) =>
        data.unit(async () => {
          const { id } = await findOrCreate(person);
          await needs.organizations.join(id);
          return identity(id, org, 'embedded');
        }),
      );
      if (!admitted) throw new Error('the school is not initialised, so nobody can be let in: run `lms init` first');
      return admitted;
    },
  };
}
