import { list, query, unitOrg } from '@lectern/kit';
import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import { assignments, roles } from '../tables.ts';

const { id, name, summary, permissions, version, changedAt, org } = roles;
const shown = { id, name, summary, permissions, changedAt };

export const allRoles = query('access.roles', {}, (q) =>
  q.select(shown).from(roles).where(eq(org, unitOrg)).orderBy(asc(name), asc(id)),
);
export const roleNames = query('access.roleNames', { ids: list<string>() }, (q, p, powers) =>
  q
    .select({ id, name })
    .from(roles)
    .where(and(eq(org, unitOrg), powers.inList(id, p.ids))),
);
export const roleById = query('access.roleById', { id }, (q, p) =>
  q
    .select(shown)
    .from(roles)
    .where(and(eq(org, unitOrg), eq(id, p.id))),
);
export const roleByName = query('access.roleByName', { name }, (q, p) =>
  q
    .select({ id })
    .from(roles)
    .where(and(eq(org, unitOrg), eq(name, p.name))),
);
export const insertRole = query('access.insertRole', { ...shown, version }, (q, p) =>
  q
    .insert(roles)
    .values({ ...p, org: unitOrg })
    .onConflictDoNothing(),
);
export const changeRole = query('access.changeRole', { ...shown, version }, (q, { id: one, ...set }) =>
  q
    .update(roles)
    .set(set)
    .where(and(eq(org, unitOrg), eq(id, one))),
);
export const removeRole = query('access.removeRole', { id }, (q, p) =>
  q.delete(roles).where(and(eq(org, unitOrg), eq(id, p.id))),
);

const { userId, team, gives, kind, below, effect, on } = assignments;
const ofRole = (role: ReturnType<typeof sql>) => and(eq(assignments.org, unitOrg), eq(gives, role), eq(kind, 'role'));
const used = {
  people: sql<number>`count(distinct ${userId})`.mapWith(Number),
  teams: sql<number>`count(distinct ${team})`.mapWith(Number),
};
/** Of all at once: one walk over an index. */
export const useOfRoles = query('access.useOfRoles', {}, (q) =>
  q
    .select({ role: gives, ...used })
    .from(assignments)
    .where(and(eq(assignments.org, unitOrg), inArray(kind, ['role'])))
    .groupBy(gives),
);
export const useOfRole = query('access.useOfRole', { role: gives }, (q, p) =>
  q
    .select({ ...used, below: sql<number>`coalesce(sum(case when ${below} then 1 else 0 end), 0)`.mapWith(Number) })
    .from(assignments)
    .where(ofRole(p.role)),
);
export const isDenied = query('access.isDenied', { role: gives, on }, (q, p) =>
  q
    .select({ id: assignments.id })
    .from(assignments)
    .where(and(ofRole(p.role), eq(effect, 'deny'), eq(on, p.on)))
    .limit(1),
);
export const takeRole = query('access.takeRole', { role: gives }, (q, p) =>
  q.delete(assignments).where(ofRole(p.role)),
);
