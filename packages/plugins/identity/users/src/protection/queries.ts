import { list, query, unitOrg } from '@lectern/kit';
import { and, asc, eq } from 'drizzle-orm';
import { users } from '../tables.ts';
import { erasureRequests as asked, mergedAccounts as merged } from './tables.ts';

/** Ids are never used again, so whatever is there is true. */
export const remember = query('users.rememberMerged', { id: merged.id, into: merged.into, at: merged.at }, (q, p) =>
  q.insert(merged).values(p).onConflictDoNothing(),
);
export const formerIds = query('users.formerIds', { into: merged.into }, (q, p) =>
  q.select({ id: merged.id }).from(merged).where(eq(merged.into, p.into)),
);
export const namesOfFormer = query('users.namesOfFormer', { ids: list<string>() }, (q, p, powers) =>
  q
    .select({ former: merged.id, id: users.id, name: users.name })
    .from(merged)
    .innerJoin(users, eq(users.id, merged.into))
    .where(powers.inList(merged.id, p.ids)),
);

const mine = { user: asked.user };
export const ask = query('users.askErasure', { ...mine, askedAt: asked.askedAt }, (q, p) =>
  q
    .insert(asked)
    .values({ ...p, org: unitOrg })
    .onConflictDoNothing(),
);
export const askedAt = query('users.erasureAskedAt', mine, (q, p) =>
  q
    .select({ askedAt: asked.askedAt })
    .from(asked)
    .where(and(eq(asked.org, unitOrg), eq(asked.user, p.user))),
);
export const withdraw = query('users.withdrawErasure', mine, (q, p) =>
  q.delete(asked).where(and(eq(asked.org, unitOrg), eq(asked.user, p.user))),
);
/** A school answers such a request within a month, so a page is enough. */
export const requests = query('users.erasureRequests', {}, (q) =>
  q
    .select({ userId: asked.user, name: users.name, email: users.email, askedAt: asked.askedAt })
    .from(asked)
    .innerJoin(users, eq(users.id, asked.user))
    .where(eq(asked.org, unitOrg))
    .orderBy(asc(asked.askedAt), asc(asked.user))
    .limit(500),
);
