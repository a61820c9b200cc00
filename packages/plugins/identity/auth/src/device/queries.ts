import { query } from '@lectern/kit';
import { and, eq, gt, lt } from 'drizzle-orm';
import { deviceRequests as requests } from './tables.ts';

const { id, userCode, organization, client, machine, permissions, network, state, userId } = requests;
const { requestedAt, expiresAt, polledAt, interval } = requests;

export const addRequest = query(
  'device.add',
  { id, userCode, organization, client, machine, permissions, network, requestedAt, expiresAt, interval },
  (q, p) => q.insert(requests).values({ ...p, state: 'waiting', userId: null, polledAt: null }),
);
export const requestByDevice = query('device.byDevice', { id }, (q, p) =>
  q
    .select({ organization, client, machine, permissions, state, userId, expiresAt, polledAt, interval })
    .from(requests)
    .where(eq(id, p.id)),
);
const waiting = { userCode, organization, now: expiresAt };
export const requestByCode = query('device.byCode', waiting, (q, p) =>
  q
    .select({ client, machine, permissions, network, requestedAt })
    .from(requests)
    .where(and(eq(userCode, p.userCode), eq(organization, p.organization), eq(state, 'waiting'), gt(expiresAt, p.now))),
);
export const decide = query('device.decide', { ...waiting, decided: state, userId }, (q, p) =>
  q
    .update(requests)
    .set({ state: p.decided, userId: p.userId })
    .where(and(eq(userCode, p.userCode), eq(organization, p.organization), eq(state, 'waiting'), gt(expiresAt, p.now))),
);
export const polled = query('device.polled', { id, now: requestedAt, interval }, (q, p) =>
  q.update(requests).set({ polledAt: p.now, interval: p.interval }).where(eq(id, p.id)),
);
/** Of two that ask at once, one is answered. */
export const consumeRequest = query('device.consume', { id, state }, (q, p) =>
  q.delete(requests).where(and(eq(id, p.id), eq(state, p.state))),
);
/** Kept a day after its end, so that a program that still asks hears that it was too late. */
export const sweepRequests = query('device.sweep', { endedBefore: expiresAt }, (q, p) =>
  q.delete(requests).where(lt(expiresAt, p.endedBefore)),
);
