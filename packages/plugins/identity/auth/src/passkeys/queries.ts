import { query, scalar } from '@lectern/kit';
import { and, asc, eq, lt, or, sql } from 'drizzle-orm';
import { passkeys as p } from './tables.ts';

const shown = {
  id: p.id,
  name: p.name,
  host: p.host,
  synced: p.synced,
  createdAt: p.createdAt,
  lastUsedAt: p.lastUsedAt,
};
export const passkeysOf = query('auth.passkeysOf', { userId: p.userId }, (q, given) =>
  q
    .select({ ...shown, credential: p.credential, transports: p.transports })
    .from(p)
    .where(eq(p.userId, given.userId))
    .orderBy(asc(p.id)),
);
export const passkeyByCredential = query('auth.passkeyByCredential', { credential: p.credential }, (q, given) =>
  q
    .select({ id: p.id, userId: p.userId, host: p.host, publicKey: p.publicKey, transports: p.transports })
    .from(p)
    .where(eq(p.credential, given.credential)),
);
/** Changes no row when somebody has it. */
export const addPasskey = query(
  'auth.addPasskey',
  {
    ...shown,
    userId: p.userId,
    credential: p.credential,
    publicKey: p.publicKey,
    counter: p.counter,
    transports: p.transports,
  },
  (q, given) => q.insert(p).values(given).onConflictDoNothing({ target: p.credential }),
);
/**
 * Changes no row when the passkey has counted further already (WebAuthn, 6.1.1). Those that are synced do not count and
 * say 0 for ever.
 */
export const passkeyUsed = query(
  'auth.passkeyUsed',
  { id: p.id, counter: p.counter, synced: p.synced, now: p.createdAt, counts: scalar<number>() },
  (q, given) =>
    q
      .update(p)
      .set({ counter: given.counter, synced: given.synced, lastUsedAt: given.now })
      .where(
        and(eq(p.id, given.id), or(lt(p.counter, given.counter), and(eq(p.counter, 0), sql`${given.counts} = 0`))),
      ),
);
export const renamePasskey = query('auth.renamePasskey', { id: p.id, userId: p.userId, name: p.name }, (q, given) =>
  q
    .update(p)
    .set({ name: given.name })
    .where(and(eq(p.id, given.id), eq(p.userId, given.userId)))
    .returning(shown),
);
export const removePasskey = query('auth.removePasskey', { id: p.id, userId: p.userId }, (q, given) =>
  q.delete(p).where(and(eq(p.id, given.id), eq(p.userId, given.userId))),
);
