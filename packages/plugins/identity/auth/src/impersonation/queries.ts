import { query } from '@lectern/kit';
import { and, desc, eq, gt, inArray, isNull, lt } from 'drizzle-orm';
import { sessions } from '../tables.ts';
import { impersonations } from './tables.ts';

const { id, session, ownSession, organization, userId, impersonator, reason, startedAt, until, endedAt } =
  impersonations;

export const addImpersonation = query(
  'impersonation.add',
  { id, session, ownSession, organization, userId, impersonator, reason, startedAt, until },
  (q, p) => q.insert(impersonations).values({ ...p, endedAt: null }),
);
/** Also of one that is over: what was begun as somebody else never goes on as them. */
export const impersonationBy = query('impersonation.bySession', { session }, (q, p) =>
  q.select({ id, ownSession, userId, impersonator, until, endedAt }).from(impersonations).where(eq(session, p.session)),
);
export const ownSessionStands = query('impersonation.ownStands', { id: sessions.id, now: sessions.expiresAt }, (q, p) =>
  q
    .select({ userId: sessions.userId })
    .from(sessions)
    .where(and(eq(sessions.id, p.id), gt(sessions.expiresAt, p.now))),
);
export const endImpersonation = query('impersonation.end', { id, now: startedAt }, (q, p) =>
  q
    .update(impersonations)
    .set({ endedAt: p.now })
    .where(and(eq(id, p.id), isNull(endedAt))),
);
export const lookedAt = query('impersonation.lookedAt', { userId, organization }, (q, p) =>
  q
    .select({ id, impersonator, reason, startedAt, until, endedAt })
    .from(impersonations)
    .where(and(eq(userId, p.userId), eq(organization, p.organization)))
    .orderBy(desc(startedAt), desc(id))
    .limit(50),
);
/** Of those that ran out: nobody has the way back to them. */
export const sweepOwnSessions = query('impersonation.sweepOwn', { now: until }, (q, p) =>
  q.delete(sessions).where(
    inArray(
      sessions.id,
      q
        .select({ id: ownSession })
        .from(impersonations)
        .where(and(lt(until, p.now), isNull(endedAt))),
    ),
  ),
);
export const sweepImpersonations = query('impersonation.sweep', { now: until }, (q, p) =>
  q
    .update(impersonations)
    .set({ endedAt: until })
    .where(and(lt(until, p.now), isNull(endedAt))),
);
