import { list, query, resources, unitOrg } from '@lectern/kit';
import { members } from '@lectern/organizations/views';
import { people } from '@lectern/users/views';
import { and, asc, eq } from 'drizzle-orm';
import { assignments } from './tables.ts';

const { userId, role, on, givenAt, org } = assignments;

/** Path is null for roles in the whole organization. */
export const rolesOf = query('access.rolesOf', { userId }, (q, p) =>
  q
    .select({ role, on, path: resources.path })
    .from(assignments)
    .leftJoin(resources, and(eq(resources.id, on), eq(resources.org, unitOrg)))
    .where(and(eq(org, unitOrg), eq(userId, p.userId))),
);
export const assignedOn = query('access.assignedOn', { on }, (q, p) =>
  q
    .select({ userId, name: people.name, role })
    .from(assignments)
    .innerJoin(people, eq(people.id, userId))
    .where(and(eq(org, unitOrg), eq(on, p.on)))
    .orderBy(asc(people.sortKey), asc(people.id), asc(role)),
);
export const holdersOfAny = query('access.holdersOfAny', { on: list<string>() }, (q, p, powers) =>
  q
    .selectDistinct({ userId })
    .from(assignments)
    .where(and(eq(org, unitOrg), powers.inList(on, p.on))),
);
/** Those who can act: who is suspended or removed keeps a role and has no use of it. */
export const holders = query('access.holders', { on, role }, (q, p) =>
  q
    .select({ userId })
    .from(assignments)
    .innerJoin(members, and(eq(members.userId, userId), eq(members.org, unitOrg)))
    .where(and(eq(org, unitOrg), eq(on, p.on), eq(role, p.role)))
    .orderBy(asc(givenAt), asc(userId)),
);
/** Changes nothing, but holds the rows until the unit ends: of two owners who dismiss each other at once, one waits. */
export const holdOwners = query('access.holdOwners', { on }, (q, p) =>
  q
    .update(assignments)
    .set({ role: 'owner' })
    .where(and(eq(org, unitOrg), eq(on, p.on), eq(role, 'owner')))
    .returning({ userId }),
);

export const takeAll = query('access.takeAll', { on: list<string>() }, (q, p, powers) =>
  q.delete(assignments).where(and(eq(org, unitOrg), powers.inList(on, p.on))),
);

const key = { userId, role, on };
export const give = query('access.give', { ...key, givenAt }, (q, p) =>
  q
    .insert(assignments)
    .values({ ...p, org: unitOrg })
    .onConflictDoNothing(),
);
export const take = query('access.take', key, (q, p) =>
  q.delete(assignments).where(and(eq(org, unitOrg), eq(userId, p.userId), eq(role, p.role), eq(on, p.on))),
);
