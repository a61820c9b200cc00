import { type Context, keysOf, pageFrom, refuse, sortKeyOf } from '@lectern/kit';
import type { organizationsService } from '@lectern/organizations/contract';
import { type Account, errors, personChanged, personJoined, type UsersService } from './contract.ts';
import { byEmail, byId, insert, membersAfter, membersMatching, namesOf, update } from './queries.ts';

type Row = Omit<Account, 'createdAt'> & { createdAt: Date };
const accountOf = ({ id, name, email, locale, createdAt }: Row): Account => ({
  id,
  name,
  email,
  locale,
  createdAt: createdAt.toISOString(),
});

export function createUsers(ctx: Context<{ organizations: typeof organizationsService }>): UsersService {
  const { data } = ctx;
  const find = async (id: string) => {
    const row = await data.one(byId, { id });
    return row && accountOf(row);
  };
  const findByEmail = async (email: string) => {
    const row = await data.one(byEmail, { email: email.toLowerCase() });
    return row && accountOf(row);
  };

  return {
    find,
    findByEmail,
    many: async (ids) =>
      new Map((await data.all(namesOf, { ids: [...new Set(ids)] })).map((person) => [person.id, person])),
    create: ({ name, email: typed, locale = null }) =>
      data.unit(async () => {
        const email = typed.toLowerCase();
        const row: Row = { id: ctx.id(), name, email, locale, createdAt: ctx.now() };
        const added = await data.run(insert, { ...row, sortKey: sortKeyOf(name) });
        if (added === 0) return refuse(errors.emailTaken, { pointer: '/email' });
        await ctx.needs.organizations.join(row.id);
        await ctx.emit(personJoined, { userId: row.id });
        return accountOf(row);
      }),
    update: (id, changes) =>
      data.unit(async () => {
        const before = await find(id);
        if (!before) throw new Error(`there is no person ${id}`);
        const email = changes.email?.toLowerCase() ?? before.email;
        if (email !== before.email && (await findByEmail(email)))
          return refuse(errors.emailTaken, { pointer: '/email' });
        const name = changes.name ?? before.name;
        const locale = changes.locale === undefined ? before.locale : changes.locale;
        await data.run(update, { id, name, email, locale, sortKey: sortKeyOf(name) });
        await ctx.emit(personChanged, { userId: id });
        return { ...before, name, email, locale };
      }),
    async list({ cursor, limit, search }) {
      const [afterKey = '', afterId = ''] = keysOf(cursor)?.map(String) ?? [];
      const page = { afterKey, afterId, rows: limit + 1 };
      const rows = search?.trim()
        ? await data.all(membersMatching, { ...page, search })
        : await data.all(membersAfter, page);
      const { items, next } = pageFrom(rows, limit, ({ sortKey, id }) => [sortKey, id]);
      return { items: items.map(accountOf), next };
    },
  };
}
