// Who a request comes from: one query a call, and the kernel remembers the answer for a minute.
import { type Authenticator, type Identity, runInScope, system } from '@lectern/kit';
import type { AuthContext } from '../context.ts';
import { inSchool } from '../in-school.ts';
import { keyByHash, keyUsed, prolongSession, sessionById } from '../queries.ts';
import { digestOf } from '../tokens.ts';
import { keyPrefix } from './keys.ts';
import { bearerPrefix, sessionCookie, sessionLifetime } from './sessions.ts';

const minute = 60_000;
const day = 24 * 60 * minute;

type Person = Parameters<Authenticator['admit']>[0];

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

  /** Who was suspended or removed keeps session and keys, and is let in by none of them. */
  const ofMember = (userId: string, org: string, session: string): Promise<Identity | undefined> =>
    runInScope({ actor: system, org, request: 'recognise', via: 'kernel' }, async () =>
      (await needs.organizations.isMember(userId)) ? identity(userId, org, session) : undefined,
    );

  async function bySession(token: string): Promise<Identity | undefined> {
    const row = await data.one(sessionById, { id: digestOf(token), now: ctx.now() });
    if (!row) return undefined;
    const expiresAt = later(sessionLifetime);
    if (expiresAt.getTime() - row.expiresAt.getTime() > day) await data.run(prolongSession, { id: row.id, expiresAt });
    return ofMember(row.userId, row.organization, row.id);
  }
  async function byKey(token: string): Promise<Identity | undefined> {
    if (!token.startsWith(keyPrefix)) return undefined;
    const row = await data.one(keyByHash, { hash: digestOf(token) });
    if (!row) return undefined;
    const before = later(-minute);
    if (!row.lastUsedAt || row.lastUsedAt <= before) await data.run(keyUsed, { id: row.id, now: ctx.now(), before });
    return ofMember(row.userId, row.organization, row.id);
  }
  const memberAt = async (email: string): Promise<string | undefined> => {
    const id = (await needs.users.findByEmail(email))?.id;
    return id !== undefined && (await needs.organizations.isMember(id)) ? id : undefined;
  };
  const makeMember = (person: Person): Promise<string> =>
    data.unit(async () => {
      const { id } = (await needs.users.findByEmail(person.email)) ?? (await needs.users.create(person));
      await needs.organizations.join(id);
      return id;
    });

  /** Asked on every request, so it only writes on the first. */
  async function idOf(person: Person): Promise<string> {
    const known = await memberAt(person.email);
    if (known !== undefined) return known;
    try {
      return await makeMember(person);
    } catch (error) {
      const madeMeanwhile = await memberAt(person.email);
      if (madeMeanwhile === undefined) throw error;
      return madeMeanwhile;
    }
  }

  return {
    cookie: sessionCookie,
    async identify({ bearer, cookie }) {
      if (bearer?.startsWith(bearerPrefix)) return bySession(bearer);
      if (bearer !== undefined) return byKey(bearer);
      return cookie === undefined ? undefined : bySession(cookie);
    },
    identityOf: (email) =>
      inSchool(ctx, async (org) => {
        const id = email === undefined ? (await needs.access.owners())[0] : await memberAt(email);
        return id === undefined ? undefined : identity(id, org, 'machine');
      }),
    async admit(person) {
      const admitted = await inSchool(ctx, async (org) => identity(await idOf(person), org, 'embedded'));
      if (!admitted) throw new Error('the school is not initialised, so nobody can be let in: run `lms init` first');
      return admitted;
    },
  };
}
