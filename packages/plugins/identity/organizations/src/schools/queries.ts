import { query, scalar, unitOrg } from '@lectern/kit';
import { and, asc, eq, inArray, lte, ne, sql } from 'drizzle-orm';
import { memberships, organizations } from '../tables.ts';

const { id, name, address, parent, state, createdAt, changedAt, eraseAt, maxPeople, maxBytes, maxMinutes } =
  organizations;
const shown = { id, name, address, parent, state, createdAt, eraseAt, maxPeople, maxBytes, maxMinutes };

export const school = query('schools.byId', { id }, (q, p) => q.select(shown).from(organizations).where(eq(id, p.id)));
export const stateOf = query('schools.state', { id }, (q, p) =>
  q.select({ state }).from(organizations).where(eq(id, p.id)),
);
/** The tree is small (an installation has hundreds, not millions), so it is walked in memory. */
export const tree = query('schools.tree', {}, (q) => q.select(shown).from(organizations).orderBy(asc(name), asc(id)));
export const childrenOf = query('schools.childrenOf', { parent }, (q, p) =>
  q
    .select({ id })
    .from(organizations)
    .where(and(eq(parent, p.parent), ne(state, 'deleted'))),
);
export const atAddress = query('schools.atAddress', { address }, (q, p) =>
  q.select({ id }).from(organizations).where(eq(address, p.address)),
);
export const change = query(
  'schools.change',
  { id, name: scalar<string | null>(), address: scalar<string | null>(), parent: scalar<string | null>() },
  (q, p) =>
    q
      .update(organizations)
      .set({
        name: sql`coalesce(${p.name}, ${name})`,
        address: sql`coalesce(${p.address}, ${address})`,
        parent: sql`coalesce(${p.parent}, ${parent})`,
      })
      .where(eq(id, p.id)),
);
export const setState = query('schools.setState', { id, state, now: changedAt, eraseAt }, (q, p) =>
  q
    .update(organizations)
    .set({ state: p.state, changedAt: p.now, eraseAt: p.eraseAt })
    .where(and(eq(id, p.id), ne(state, p.state))),
);
export const toErase = query('schools.toErase', { now: eraseAt }, (q, p) =>
  q
    .select({ id })
    .from(organizations)
    .where(and(eq(state, 'deleted'), lte(eraseAt, p.now))),
);
export const erase = query('schools.erase', { id }, (q, p) =>
  q.delete(organizations).where(and(eq(id, p.id), inArray(state, ['deleted']))),
);
/** Whose permissions are asked again at once when a school closes. */
export const membersOf = query('schools.members', { rows: scalar<number>() }, (q, p) =>
  q.select({ userId: memberships.userId }).from(memberships).where(eq(memberships.org, unitOrg)).limit(p.rows),
);
