import { list, query, unitOrg } from '@lectern/kit';
import { and, eq } from 'drizzle-orm';
import { departures, users } from './tables.ts';

const { id, name, email, locale, timeZone, bio, links, picture, createdAt, sortKey } = users;
export const account = { id, name, email, locale, timeZone, bio, links, picture, createdAt };

export const byId = query('users.byId', { id }, (q, p) => q.select(account).from(users).where(eq(id, p.id)));
export const byEmail = query('users.byEmail', { email }, (q, p) =>
  q.select(account).from(users).where(eq(email, p.email)),
);
export const namesOf = query('users.namesOf', { ids: list<string>() }, (q, p, powers) =>
  q.select({ id, name }).from(users).where(powers.inList(id, p.ids)),
);

/** Changes no row when somebody has the address, even if they came in the same moment. */
export const insert = query('users.insert', { ...account, sortKey }, (q, p) =>
  q.insert(users).values(p).onConflictDoNothing(),
);
/** Changes nothing, but holds the row until the unit ends: of two who change different things at once, one waits. */
export const hold = query('users.hold', { id }, (q, p) =>
  q.update(users).set({ createdAt }).where(eq(id, p.id)).returning(account),
);
const { id: _id, createdAt: _createdAt, ...changeable } = { ...account, sortKey };
export const update = query('users.update', { id, ...changeable }, (q, { id: who, ...p }) =>
  q.update(users).set(p).where(eq(id, who)),
);

const { user, reason, by, org } = departures;
export const departureOf = query('users.departureOf', { user }, (q, p) =>
  q
    .select({ reason })
    .from(departures)
    .where(and(eq(org, unitOrg), eq(user, p.user))),
);
export const depart = query('users.depart', { user, reason, by }, (q, p) =>
  q
    .insert(departures)
    .values({ ...p, org: unitOrg })
    .onConflictDoUpdate({
      target: [org, user],
      set: { reason: p.reason, by: p.by },
      setWhere: eq(org, unitOrg),
    }),
);
export const comeBack = query('users.comeBack', { user }, (q, p) =>
  q.delete(departures).where(and(eq(org, unitOrg), eq(user, p.user))),
);
