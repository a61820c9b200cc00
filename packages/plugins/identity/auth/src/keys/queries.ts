import { query } from '@lectern/kit';
import { and, asc, eq, gt, isNotNull, isNull, lt, lte, or } from 'drizzle-orm';
import { keys } from './tables.ts';

const { id, userId, accountId, organization } = keys;
const shown = {
  id,
  name: keys.name,
  hint: keys.hint,
  permissions: keys.permissions,
  requestsPerMinute: keys.requestsPerMinute,
  createdAt: keys.createdAt,
  expiresAt: keys.expiresAt,
  lastUsedAt: keys.lastUsedAt,
};
export const keyByHash = query('auth.keyByHash', { hash: keys.hash, now: keys.createdAt }, (q, p) =>
  q
    .select({
      id,
      userId,
      accountId,
      organization,
      permissions: keys.permissions,
      requestsPerMinute: keys.requestsPerMinute,
      expiresAt: keys.expiresAt,
      lastUsedAt: keys.lastUsedAt,
    })
    .from(keys)
    .where(and(eq(keys.hash, p.hash), or(isNull(keys.expiresAt), gt(keys.expiresAt, p.now)))),
);
export const keysOf = query('auth.keysOf', { userId, organization }, (q, p) =>
  q
    .select(shown)
    .from(keys)
    .where(and(eq(userId, p.userId), eq(organization, p.organization)))
    .orderBy(asc(id)),
);
/** Those of service accounts. */
export const keysOfAccounts = query('auth.keysOfAccounts', { organization }, (q, p) =>
  q
    .select({ ...shown, accountId })
    .from(keys)
    .where(and(isNotNull(accountId), eq(organization, p.organization)))
    .orderBy(asc(id)),
);
export const endOfKey = query('auth.endOfKey', { id }, (q, p) =>
  q.select({ expiresAt: keys.expiresAt }).from(keys).where(eq(id, p.id)),
);
export const addKey = query('auth.addKey', { ...shown, userId, accountId, organization, hash: keys.hash }, (q, p) =>
  q.insert(keys).values(p),
);
/** Of several processes that see a key at the same time, one writes. */
export const keyUsed = query('auth.keyUsed', { id, now: keys.createdAt, before: keys.createdAt }, (q, p) =>
  q
    .update(keys)
    .set({ lastUsedAt: p.now })
    .where(and(eq(id, p.id), or(isNull(keys.lastUsedAt), lte(keys.lastUsedAt, p.before)))),
);
export const revokeKey = query('auth.revokeKey', { id, userId }, (q, p) =>
  q.delete(keys).where(and(eq(id, p.id), eq(userId, p.userId))),
);
export const revokeKeyOfAccount = query('auth.revokeKeyOfAccount', { id, accountId, organization }, (q, p) =>
  q.delete(keys).where(and(eq(id, p.id), eq(accountId, p.accountId), eq(organization, p.organization))),
);
export const revokeKeysOfAccount = query('auth.revokeKeysOfAccount', { accountId, organization }, (q, p) =>
  q.delete(keys).where(and(eq(accountId, p.accountId), eq(organization, p.organization))),
);
/** Kept a month after its end, so that its owner sees why a program has stopped. */
export const sweepKeys = query('auth.sweepKeys', { endedBefore: keys.createdAt }, (q, p) =>
  q.delete(keys).where(lt(keys.expiresAt, p.endedBefore)),
);
