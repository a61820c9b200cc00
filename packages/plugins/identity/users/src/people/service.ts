// Accounts, and the people of a school as lists and their own page show them.
import { type Context, keysOf, pageFrom, refuse, sortKeyOf } from '@lectern/kit';
import type { organizationsService } from '@lectern/organizations/contract';
import type { Account, Member, UsersService } from '../contract.ts';
import { errors, personChanged, personJoined } from '../contract.ts';
import type { Fields } from '../fields/service.ts';
import { namesOfFormer } from '../protection/queries.ts';
import { byEmail, byId, hold, insert, namesOf, update } from '../queries.ts';
import { memberById, pageQuery, rolesAmong } from './page.ts';

export type UsersContext = Context<{ organizations: typeof organizationsService }>;
type Row = Omit<Account, 'createdAt' | 'bio' | 'links'> & {
  readonly createdAt: Date;
  readonly bio: string | null;
  readonly links: Account['links'] | null;
};
type MemberRow = Row & Pick<Member, 'state'> & { readonly joinedAt: Date };

const accountOf = ({ id, name, email, locale, timeZone, bio, links, picture, createdAt }: Row): Account => ({
  id,
  name,
  email,
  locale,
  timeZone,
  bio: bio ?? '',
  links: links ?? [],
  picture,
  createdAt: createdAt.toISOString(),
});

export interface People extends Pick<UsersService, 'find' | 'findByEmail' | 'many' | 'create' | 'update' | 'list'> {
  /** In the organization of the scope, in whatever state. */
  member(id: string): Promise<(Member & { stateSince: string }) | undefined>;
}

export function createPeople(ctx: UsersContext, fields: Fields): People {
  const { data } = ctx;
  const found = (row: Row | undefined) => row && accountOf(row);

  /** With their roles, which one statement finds for all of them. */
  async function membersOf(rows: readonly MemberRow[]): Promise<Member[]> {
    const roles = new Map<string, string[]>();
    for (const { userId, role } of await data.all(rolesAmong, { ids: rows.map(({ id }) => id), now: ctx.now() }))
      roles.set(userId, [...(roles.get(userId) ?? []), role]);
    return rows.map((row) => ({
      ...accountOf(row),
      state: row.state,
      joinedAt: row.joinedAt.toISOString(),
      roles: roles.get(row.id) ?? [],
    }));
  }

  return {
    find: async (id) => found(await data.one(byId, { id })),
    findByEmail: async (email) => found(await data.one(byEmail, { email: email.toLowerCase() })),
    async many(ids) {
      const asked = new Set(ids);
      const known = new Map((await data.all(namesOf, { ids: [...asked] })).map((person) => [person.id, person]));
      if (known.size === asked.size) return known;
      // An id of before a merge, as the log has it: whose it is now.
      for (const { former, ...person } of await data.all(namesOfFormer, { ids: [...asked] })) known.set(former, person);
      return known;
    },
    create: ({ name, email: typed, locale = null }) =>
      data.unit(async () => {
        const email = typed.toLowerCase();
        const nothing = { timeZone: null, bio: null, links: null, picture: null };
        const row: Row = { id: ctx.id(), name, email, locale, ...nothing, createdAt: ctx.now() };
        const added = await data.run(insert, { ...row, sortKey: sortKeyOf(name) });
        if (added === 0) return refuse(errors.emailTaken, { pointer: '/email' });
        await ctx.needs.organizations.join(row.id);
        await ctx.emit(personJoined, { userId: row.id });
        return accountOf(row);
      }),
    update: (id, changes) =>
      data.unit(async () => {
        const before = await data.one(hold, { id });
        if (!before) throw new Error(`there is no person ${id}`);
        const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
        const now: Row = { ...before, ...given };
        const email = now.email.toLowerCase();
        if (email !== before.email && (await data.one(byEmail, { email })))
          return refuse(errors.emailTaken, { pointer: '/email' });
        const { createdAt, ...row } = { ...now, email, sortKey: sortKeyOf(now.name) };
        await data.run(update, row);
        await ctx.emit(personChanged, { userId: id });
        return accountOf({ ...row, createdAt });
      }),
    async list({ cursor, limit, search = '', email, state, role, fields: filters = [], joinedSince, sort = 'name' }) {
      const [key, afterId = ''] = keysOf(cursor)?.map(String) ?? [];
      const afterTime = new Date(key ?? Number.NaN);
      const after = sort === 'name' ? key !== undefined : !Number.isNaN(afterTime.getTime());
      const asked = await fields.asked(filters);
      const page = pageQuery({
        search: search.trim() !== '',
        email: email !== undefined,
        state: state === undefined ? 'here' : state === 'any' ? 'any' : 'one',
        role: role === undefined ? 'any' : role === 'none' ? 'none' : 'one',
        fields: asked.length,
        since: joinedSince !== undefined,
        sort,
        after,
      });
      const rows = await data.all(page, {
        search,
        email: email?.toLowerCase() ?? '',
        state: state === undefined || state === 'any' ? 'active' : state,
        role: role ?? '',
        now: ctx.now(),
        ...named('field', (i) => asked[i]?.field ?? ''),
        ...named('value', (i) => asked[i]?.value ?? ''),
        since: new Date(joinedSince ?? 0),
        afterKey: key ?? '',
        afterTime: after && sort === 'newest' ? afterTime : new Date(0),
        afterId,
        rows: limit + 1,
      });
      const { items, next } = pageFrom(rows, limit, ({ sortKey, joinedAt, id }) => [
        sort === 'name' ? sortKey : joinedAt.toISOString(),
        id,
      ]);
      return { items: await membersOf(items), next };
    },
    async member(id) {
      const row = await data.one(memberById, { id });
      if (!row) return undefined;
      const [member] = await membersOf([row]);
      return { ...member!, stateSince: row.stateSince.toISOString() };
    },
  };
}

/** The four places that a page has for fields. */
const named = <Name extends string>(name: Name, value: (i: number) => string) =>
  Object.fromEntries([0, 1, 2, 3].map((i) => [`${name}${i}`, value(i)])) as Record<`${Name}${0 | 1 | 2 | 3}`, string>;
