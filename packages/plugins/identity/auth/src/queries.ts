import { list, query } from '@lectern/kit';
import { and, eq, gt, lt, sql } from 'drizzle-orm';
import { exchanged, passwords, sessions, tries } from './tables.ts';

const { userId } = passwords;
export const passwordOf = query('auth.passwordOf', { userId }, (q, p) =>
  q.select({ hash: passwords.hash }).from(passwords).where(eq(userId, p.userId)),
);
export const withPassword = query('auth.withPassword', { userIds: list<string>() }, (q, p, powers) =>
  q.select({ userId }).from(passwords).where(powers.inList(userId, p.userIds)),
);
export const storePassword = query(
  'auth.storePassword',
  { userId, hash: passwords.hash, changedAt: passwords.changedAt },
  (q, p) =>
    q
      .insert(passwords)
      .values(p)
      .onConflictDoUpdate({ target: userId, set: { hash: p.hash, changedAt: p.changedAt } }),
);
/** Changes no row when the password that was found right is no longer the person's; until then it cannot be changed. */
export const confirmPassword = query(
  'auth.confirmPassword',
  { userId, right: passwords.hash, hash: passwords.hash },
  (q, p) =>
    q
      .update(passwords)
      .set({ hash: p.hash })
      .where(and(eq(userId, p.userId), eq(passwords.hash, p.right))),
);

export const sessionById = query('auth.sessionById', { id: sessions.id, now: sessions.expiresAt }, (q, p) =>
  q
    .select({
      id: sessions.id,
      userId: sessions.userId,
      organization: sessions.organization,
      lastSeenAt: sessions.lastSeenAt,
      how: sessions.how,
    })
    .from(sessions)
    .where(and(eq(sessions.id, p.id), gt(sessions.expiresAt, p.now))),
);
export const startSession = query(
  'auth.startSession',
  {
    id: sessions.id,
    userId: sessions.userId,
    organization: sessions.organization,
    startedAt: sessions.startedAt,
    lastSeenAt: sessions.lastSeenAt,
    expiresAt: sessions.expiresAt,
    confirmedAt: sessions.confirmedAt,
    how: sessions.how,
    device: sessions.device,
    network: sessions.network,
  },
  (q, p) => q.insert(sessions).values(p),
);
export const sessionSeen = query(
  'auth.sessionSeen',
  { id: sessions.id, now: sessions.lastSeenAt, expiresAt: sessions.expiresAt },
  (q, p) => q.update(sessions).set({ lastSeenAt: p.now, expiresAt: p.expiresAt }).where(eq(sessions.id, p.id)),
);
export const endSession = query('auth.endSession', { id: sessions.id }, (q, p) =>
  q.delete(sessions).where(eq(sessions.id, p.id)),
);
export const endSessionsOf = query('auth.endSessionsOf', { userId: sessions.userId }, (q, p) =>
  q.delete(sessions).where(eq(sessions.userId, p.userId)),
);

/** One more try; a count whose time is over begins again. */
export const countTry = query(
  'auth.countTry',
  { subject: tries.subject, until: tries.until, now: tries.until },
  (q, p) =>
    q
      .insert(tries)
      .values({ subject: p.subject, count: 1, until: p.until })
      .onConflictDoUpdate({
        target: tries.subject,
        set: {
          count: sql`case when ${tries.until} <= ${p.now} then 1 else ${tries.count} + 1 end`,
          until: sql`case when ${tries.until} <= ${p.now} then ${p.until} else ${tries.until} end`,
        },
      })
      .returning({ count: tries.count }),
);
export const takeBackTry = query('auth.takeBackTry', { subject: tries.subject }, (q, p) =>
  q
    .update(tries)
    .set({ count: sql`${tries.count} - 1` })
    .where(and(eq(tries.subject, p.subject), gt(tries.count, 0))),
);

/** Changes no row when it was used before. */
export const useToken = query('auth.useToken', { id: exchanged.id, until: exchanged.until }, (q, p) =>
  q.insert(exchanged).values(p).onConflictDoNothing(),
);

const over = { now: tries.until };
export const sweepSessions = query('auth.sweepSessions', over, (q, p) =>
  q.delete(sessions).where(lt(sessions.expiresAt, p.now)),
);
export const sweepTries = query('auth.sweepTries', over, (q, p) => q.delete(tries).where(lt(tries.until, p.now)));
export const sweepExchanged = query('auth.sweepExchanged', over, (q, p) =>
  q.delete(exchanged).where(lt(exchanged.until, p.now)),
);
