// Two accounts of one person become one, and a person is erased: the rules. What happens to rows is the kernel's.
import { kernelProblems, type PersonReach, refuse } from '@lectern/kit';
import { type Changed, protectionErrors } from '../contract/protection.ts';
import { errors, leavingSlot, personErased, personMerged } from '../contract.ts';
import type { People, UsersContext } from '../people/service.ts';
import type { Standing } from '../people/standing.ts';
import { hold } from '../queries.ts';
import * as queries from './queries.ts';

export interface Protection {
  /** @throws not_found, not_allowed, users.same_account, users.not_active, users.yourself */
  merge(from: string, into: string): Promise<Changed>;
  /** @throws not_found, not_allowed, users.yourself, users.last_owner */
  erase(userId: string): Promise<Changed>;
  /** Their id, those of accounts that were merged into it, and the digest of their picture; undefined for who is gone. */
  held(userId: string): Promise<{ ids: string[]; picture: string | null } | undefined>;
  /** How far this school may go with somebody: not into another that they belong to as well. @throws not_found */
  reachOf(userId: string): Promise<PersonReach>;
  erasureAskedAt(userId: string): Promise<string | null>;
  askErasure(userId: string): Promise<string>;
  withdrawErasure(userId: string): Promise<void>;
  erasureRequests(): Promise<{ userId: string; name: string; email: string; askedAt: string }[]>;
}
interface Parts {
  readonly people: Pick<People, 'find' | 'member' | 'update'>;
  readonly standing: Pick<Standing, 'mayTouch'>;
}

export function createProtection(ctx: UsersContext, { people, standing }: Parts): Protection {
  const { data, needs } = ctx;

  async function touchable(userId: string, pointer: string) {
    const member = (await people.member(userId)) ?? refuse(kernelProblems.notFound, { pointer });
    await standing.mayTouch(userId);
    return member;
  }
  const schoolsOf = (userId: string) => needs.organizations.organizationsOf(userId);
  const reachOf = async (userId: string): Promise<PersonReach> => {
    const { org } = ctx.scope();
    return (await schoolsOf(userId)).every((one) => one === org) ? 'everywhere' : 'here';
  };
  /** What the account that stays does not say of itself, the other may have said. */
  async function complete(into: string, from: string): Promise<void> {
    const [one, other] = [await data.one(hold, { id: into }), await data.one(hold, { id: from })];
    if (!one || !other) return;
    const { locale, timeZone, bio, links, picture } = one;
    await people.update(into, {
      locale: locale ?? other.locale,
      timeZone: timeZone ?? other.timeZone,
      bio: bio ?? other.bio ?? undefined,
      links: links ?? other.links ?? undefined,
      picture: picture ?? other.picture,
    });
  }

  return {
    async reachOf(userId) {
      if (!(await people.member(userId))) refuse(kernelProblems.notFound, { pointer: '/userId' });
      return reachOf(userId);
    },
    merge: (from, into) =>
      data.unit(async () => {
        if (from === into) refuse(protectionErrors.sameAccount, { pointer: '/intoId' });
        if (from === ctx.scope().actor.id) refuse(errors.yourself, { pointer: '/userId' });
        // Held in one order, so that of two who merge the same two accounts crosswise one comes second and finds nobody.
        for (const id of [from, into].sort()) await data.one(hold, { id });
        const [goes, stays] = [await touchable(from, '/userId'), await touchable(into, '/intoId')];
        if (goes.state !== 'active') refuse(protectionErrors.notActive, { pointer: '/userId' });
        if (stays.state !== 'active') refuse(protectionErrors.notActive, { pointer: '/intoId' });
        const reach = await reachOf(from);
        if (reach === 'everywhere') await complete(into, from);
        const changes = [...(await ctx.persons.merge(from, into, reach))];
        if (reach === 'everywhere') await data.run(queries.remember, { id: from, into, at: ctx.now() });
        await ctx.emit(personMerged, { fromId: from, intoId: into });
        return { reach, changes };
      }),
    erase: (userId) =>
      data.unit(async () => {
        if (userId === ctx.scope().actor.id) refuse(errors.yourself, { pointer: '/userId' });
        await touchable(userId, '/userId');
        for (const { leaving } of ctx.fills(leavingSlot)) await leaving(userId);
        const reach = await reachOf(userId);
        const changes = [...(await ctx.persons.erase(userId, reach))];
        await ctx.emit(personErased, { userId });
        return { reach, changes };
      }),
    async held(userId) {
      const account = await people.find(userId);
      const former = await data.all(queries.formerIds, { into: userId });
      return account && { ids: [userId, ...former.map(({ id }) => id)], picture: account.picture };
    },
    async erasureAskedAt(userId) {
      return (await data.one(queries.askedAt, { user: userId }))?.askedAt.toISOString() ?? null;
    },
    async askErasure(userId) {
      await data.run(queries.ask, { user: userId, askedAt: ctx.now() });
      return (await data.one(queries.askedAt, { user: userId }))!.askedAt.toISOString();
    },
    withdrawErasure: async (userId) => void (await data.run(queries.withdraw, { user: userId })),
    erasureRequests: async () =>
      (await data.all(queries.requests)).map((one) => ({ ...one, askedAt: one.askedAt.toISOString() })),
  };
}
