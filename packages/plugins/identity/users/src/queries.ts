import { list, query, scalar, searchText, unitOrg } from '@lectern/kit';
import { members } from '@lectern/organizations/views';
import { and, asc, eq, sql } from 'drizzle-orm';
import { users } from './tables.ts';

const { id, name, email, locale, createdAt, sortKey } = users;
const account = { id, name, email, locale, createdAt };

export const byId = query('users.byId', { id }, (q, p) => q.select(account).from(users).where(eq(id, p.id)));
export const byEmail = query('users.byEmail', { email }, (q, p) =>
  q.select(account).from(users).where(eq(email, p.email)),
);
export const namesOf = query('users.namesOf', { ids: list<string>() }, (q, p, powers) =>
  q.select({ id, name }).from(users).where(powers.inList(id, p.ids)),
);

const page = { afterKey: sortKey, afterId: id, rows: scalar<number>() };
const isMember = and(eq(members.userId, id), eq(members.org, unitOrg));

/** Members by name, after a name and id; the empty string is before every name. */
export const membersAfter = query('users.membersAfter', page, (q, p) =>
  q
    .select({ ...account, sortKey })
    .from(users)
    .innerJoin(members, isMember)
    .where(sql`(${sortKey}, ${id}) > (${p.afterKey}, ${p.afterId})`)
    .orderBy(asc(sortKey), asc(id))
    .limit(p.rows),
);
export const membersMatching = query('users.membersMatching', { ...page, search: searchText() }, (q, p, powers) =>
  q
    .select({ ...account, sortKey })
    .from(users)
    .innerJoin(members, isMember)
    .where(and(powers.matches(users, p.search), sql`(${sortKey}, ${id}) > (${p.afterKey}, ${p.afterId})`))
    .orderBy(asc(sortKey), asc(id))
    .limit(p.rows),
);

/** Changes no row when somebody has the address, even if they came in the same moment. */
export const insert = query('users.insert', { ...account, sortKey }, (q, p) =>
  q.insert(users).values(p).onConflictDoNothing(),
);
export const update = query('users.update', { id, name, sortKey, email, locale }, (q, p) =>
  q.update(users).set({ name: p.name, sortKey: p.sortKey, email: p.email, locale: p.locale }).where(eq(id, p.id)),
);
