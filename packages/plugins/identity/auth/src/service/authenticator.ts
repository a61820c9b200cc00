// Who a request comes from: one query a call, and the kernel remembers the answer for a minute.
import { type Authenticator, type Identity, runInScope, system } from '@lectern/kit';
import type { AuthContext } from '../context.ts';
import type { How } from '../contract/sessions.ts';
import type { Impersonation } from '../impersonation/impersonation.ts';
import { inSchool } from '../in-school.ts';
import { identifyByKey } from '../keys/identify.ts';
import { sessionById, sessionSeen } from '../queries.ts';
import { createStaffRule } from '../second-factor/required.ts';
import { bearerPrefix, sessionCookie, sessionIdOf, sessionLifetime } from './sessions.ts';

const minute = 60_000;
const hour = 60 * minute;

/** Whoever owes the second step may set it up, and look after their own account. */
const ownAccount: ReadonlySet<string> = new Set(['self', 'in-person']);

type Person = Parameters<Authenticator['admit']>[0];

export function createAuthenticator(ctx: AuthContext, impersonation: Impersonation): Authenticator {
  const { data, needs } = ctx;
  const rule = createStaffRule(ctx);
  const later = (milliseconds: number) => new Date(ctx.now().getTime() + milliseconds);

  /** Good for a minute, so "last used" and the sliding end of a session are that exact. Revoking moves the epoch, which holds at once. */
  const identity = (userId: string, org: string, session: string): Identity => ({
    actor: { kind: 'person', id: userId },
    org,
    session,
    expires: later(minute),
  });

  /** Who was suspended or removed keeps session and keys, and is let in by none of them. */
  const ofMember = (userId: string, org: string, session: string, how: How): Promise<Identity | undefined> =>
    runInScope({ actor: system, org, request: 'recognise', via: 'kernel' }, async () => {
      if (!(await needs.organizations.isMember(userId))) return undefined;
      const owes = await rule.owes(userId, how);
      return { ...identity(userId, org, session), ...(owes && { only: ownAccount }) };
    });

  async function bySession(token: string): Promise<Identity | undefined> {
    const now = ctx.now();
    const row = await data.one(sessionById, { id: sessionIdOf(token), now });
    if (!row) return undefined;
    const acting = await impersonation.identify(row.id, row.organization);
    if (acting) return acting === 'over' ? undefined : acting;
    if (row.lastSeenAt <= later(-hour))
      await data.run(sessionSeen, { id: row.id, now, expiresAt: later(sessionLifetime) });
    return ofMember(row.userId, row.organization, row.id, row.how as How);
  }
  const byKey = identifyByKey(ctx);
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
