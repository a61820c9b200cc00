import { query } from '@lectern/kit';
import { and, desc, eq, gt, ne } from 'drizzle-orm';
import { sessions } from '../tables.ts';

const { id, userId, organization, startedAt, lastSeenAt, expiresAt, confirmedAt, how, device, network } = sessions;
const mine = { userId, now: expiresAt };

export const sessionsOf = query('auth.sessionsOf', { ...mine, organization }, (q, p) =>
  q
    .select({ id, startedAt, lastSeenAt, how, device, network })
    .from(sessions)
    .where(and(eq(userId, p.userId), eq(organization, p.organization), gt(expiresAt, p.now)))
    .orderBy(desc(lastSeenAt), desc(id)),
);
export const confirmation = query('auth.confirmation', { id }, (q, p) =>
  q.select({ confirmedAt }).from(sessions).where(eq(id, p.id)),
);
export const confirmSession = query('auth.confirmSession', { id, now: confirmedAt }, (q, p) =>
  q.update(sessions).set({ confirmedAt: p.now }).where(eq(id, p.id)),
);
export const renameSession = query('auth.renameSession', { id, to: id }, (q, p) =>
  q.update(sessions).set({ id: p.to }).where(eq(id, p.id)),
);
export const endSessionOf = query('auth.endSessionOf', { id, userId, organization }, (q, p) =>
  q.delete(sessions).where(and(eq(id, p.id), eq(userId, p.userId), eq(organization, p.organization))),
);
export const endOthers = query('auth.endOthers', { id, userId }, (q, p) =>
  q.delete(sessions).where(and(ne(id, p.id), eq(userId, p.userId))),
);
export const endSessionsIn = query('auth.endSessionsIn', { userId, organization }, (q, p) =>
  q.delete(sessions).where(and(eq(userId, p.userId), eq(organization, p.organization))),
);
