import { query, unitOrg } from '@lectern/kit';
import { and, eq, ne, sql } from 'drizzle-orm';
import { memberships, organizations } from '../tables.ts';

const { id, maxPeople, maxBytes, maxMinutes } = organizations;
const limits = { people: maxPeople, bytes: maxBytes, minutes: maxMinutes };

export const limitsOf = query('organizations.limits', { id }, (q, p) =>
  q.select(limits).from(organizations).where(eq(id, p.id)),
);
/** Changes nothing, but holds the row until the unit ends: of two that take what is left, one waits. */
export const holdLimits = query('organizations.holdLimits', { id }, (q, p) =>
  q
    .update(organizations)
    .set({ maxPeople: sql`${maxPeople}` })
    .where(eq(id, p.id))
    .returning(limits),
);
export const setLimits = query('organizations.setLimits', { id, maxPeople, maxBytes, maxMinutes }, (q, p) =>
  q
    .update(organizations)
    .set({ maxPeople: p.maxPeople, maxBytes: p.maxBytes, maxMinutes: p.maxMinutes })
    .where(eq(id, p.id)),
);
export const countPeople = query('memberships.count', {}, (q) =>
  q
    .select({ count: sql<number>`count(*)`.mapWith(Number) })
    .from(memberships)
    .where(and(eq(memberships.org, unitOrg), ne(memberships.state, 'removed'))),
);
