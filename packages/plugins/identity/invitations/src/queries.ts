import { query, scalar, unitOrg } from '@lectern/kit';
import { people } from '@lectern/users/views';
import { and, eq, gt, lt, lte, sql } from 'drizzle-orm';
import { invitations } from './tables.ts';
import { invitationHomes } from './views.ts';

const { id, org, kind, email, role, into, places, taken, via, invitedBy, sentAt, createdAt, expiresAt } = invitations;
const own = { id, kind, email, role, into, places, taken, via, sentAt, createdAt, expiresAt };
const shown = { ...own, inviter: people.name };

export const homeOf = query('invitations.homeOf', { id: invitationHomes.id }, (q, p) =>
  q.select({ organization: invitationHomes.organization }).from(invitationHomes).where(eq(invitationHomes.id, p.id)),
);
export const find = query('invitations.find', { id }, (q, p) =>
  q
    .select(shown)
    .from(invitations)
    .leftJoin(people, eq(people.id, invitedBy))
    .where(and(eq(org, unitOrg), eq(id, p.id))),
);
export const to = query('invitations.to', { email }, (q, p) =>
  q
    .select({ id })
    .from(invitations)
    .where(and(eq(org, unitOrg), eq(email, p.email))),
);
/** Newest first; ids are in order of creation. */
export const open = query('invitations.open', { before: id, now: expiresAt, rows: scalar<number>() }, (q, p) =>
  q
    .select(shown)
    .from(invitations)
    .leftJoin(people, eq(people.id, invitedBy))
    .where(and(eq(org, unitOrg), gt(expiresAt, p.now), lt(taken, places), lt(id, p.before)))
    .orderBy(sql`${id} desc`)
    .limit(p.rows),
);
/** Changes no row when the address was invited in the same moment. */
export const insert = query(
  'invitations.insert',
  { id, kind, email, role, into, places, via, invitedBy, createdAt, expiresAt },
  (q, p) =>
    q
      .insert(invitations)
      .values({ ...p, taken: sql`0`, org: unitOrg })
      .onConflictDoNothing(),
);
export const renew = query('invitations.renew', { id, role, into, invitedBy, via, expiresAt }, (q, p) =>
  q
    .update(invitations)
    .set({ role: p.role, into: p.into, invitedBy: p.invitedBy, via: p.via, expiresAt: p.expiresAt })
    .where(and(eq(org, unitOrg), eq(id, p.id))),
);
export const prolong = query('invitations.prolong', { id, expiresAt }, (q, p) =>
  q
    .update(invitations)
    .set({ expiresAt: p.expiresAt })
    .where(and(eq(org, unitOrg), eq(id, p.id), eq(kind, 'mail'))),
);
export const sent = query('invitations.sent', { id, now: sentAt }, (q, p) =>
  q
    .update(invitations)
    .set({ sentAt: p.now })
    .where(and(eq(org, unitOrg), eq(id, p.id))),
);
/** Changes no row when there is no place left: of twenty at once who want the last, one has it. */
export const takePlace = query('invitations.takePlace', { id, now: expiresAt }, (q, p) =>
  q
    .update(invitations)
    .set({ taken: sql`${taken} + 1` })
    .where(and(eq(org, unitOrg), eq(id, p.id), gt(expiresAt, p.now), lt(taken, places))),
);
export const remove = query('invitations.remove', { id }, (q, p) =>
  q.delete(invitations).where(and(eq(org, unitOrg), eq(id, p.id))),
);
export const sweep = query('invitations.sweep', { before: expiresAt }, (q, p) =>
  q.delete(invitations).where(and(eq(org, unitOrg), lte(expiresAt, p.before))),
);
