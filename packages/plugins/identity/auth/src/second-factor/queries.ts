import { list, query } from '@lectern/kit';
import { and, count, eq, gt, lt } from 'drizzle-orm';
import { recoveryCodes, secondFactors, tickets } from './tables.ts';

const { userId, secret, active, step, since } = secondFactors;
export const factorOf = query('auth.factorOf', { userId }, (q, p) =>
  q.select({ secret, active, step, since }).from(secondFactors).where(eq(userId, p.userId)),
);
/** Changes no row of a factor that is in use. */
export const proposeFactor = query('auth.proposeFactor', { userId, secret, active, step, since }, (q, p) =>
  q
    .insert(secondFactors)
    .values(p)
    .onConflictDoUpdate({ target: userId, set: { secret: p.secret, since: p.since }, setWhere: eq(active, false) }),
);
/** Of two who bring the same code at once, one changes the row. */
export const takeStep = query('auth.takeStep', { userId, step, active }, (q, p) =>
  q
    .update(secondFactors)
    .set({ step: p.step })
    .where(and(eq(userId, p.userId), eq(active, p.active), lt(step, p.step))),
);
export const activate = query('auth.activateFactor', { userId, active, since }, (q, p) =>
  q.update(secondFactors).set({ active: p.active, since: p.since }).where(eq(userId, p.userId)),
);
export const endFactor = query('auth.endFactor', { userId }, (q, p) =>
  q.delete(secondFactors).where(eq(userId, p.userId)),
);
export const withFactor = query('auth.withFactor', { userIds: list<string>(), active }, (q, p, powers) =>
  q
    .select({ userId })
    .from(secondFactors)
    .where(and(powers.inList(userId, p.userIds), eq(active, p.active))),
);

const code = { userId: recoveryCodes.userId, hash: recoveryCodes.hash };
export const addRecoveryCode = query('auth.addRecoveryCode', code, (q, p) => q.insert(recoveryCodes).values(p));
export const useRecoveryCode = query('auth.useRecoveryCode', code, (q, p) =>
  q.delete(recoveryCodes).where(and(eq(code.userId, p.userId), eq(code.hash, p.hash))),
);
export const endRecoveryCodes = query('auth.endRecoveryCodes', { userId: code.userId }, (q, p) =>
  q.delete(recoveryCodes).where(eq(code.userId, p.userId)),
);
export const recoveryCodesLeft = query('auth.recoveryCodesLeft', { userId: code.userId }, (q, p) =>
  q.select({ left: count() }).from(recoveryCodes).where(eq(code.userId, p.userId)),
);

const { hash, how, expiresAt } = tickets;
const ticket = { hash, userId: tickets.userId, how, expiresAt };
export const addTicket = query('auth.addTicket', ticket, (q, p) => q.insert(tickets).values(p));
const valid = { hash, now: expiresAt };
export const ticketByHash = query('auth.ticketByHash', valid, (q, p) =>
  q
    .select({ userId: tickets.userId, how })
    .from(tickets)
    .where(and(eq(hash, p.hash), gt(expiresAt, p.now))),
);
export const useTicket = query('auth.useTicket', valid, (q, p) =>
  q
    .delete(tickets)
    .where(and(eq(hash, p.hash), gt(expiresAt, p.now)))
    .returning({ userId: tickets.userId, how }),
);
export const endTicketsOf = query('auth.endTicketsOf', { userId: tickets.userId }, (q, p) =>
  q.delete(tickets).where(eq(tickets.userId, p.userId)),
);
export const sweepTickets = query('auth.sweepTickets', { now: expiresAt }, (q, p) =>
  q.delete(tickets).where(lt(expiresAt, p.now)),
);
