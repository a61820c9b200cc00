import { query } from '@lectern/kit';
import { and, eq, gt, lt } from 'drizzle-orm';
import { links } from './tables.ts';

const { userId, kind, hash, email, expiresAt } = links;

export const replaceLink = query('auth.replaceLink', { userId, kind, hash, email, expiresAt }, (q, p) =>
  q
    .insert(links)
    .values(p)
    .onConflictDoUpdate({
      target: [userId, kind],
      set: { hash: p.hash, email: p.email, expiresAt: p.expiresAt },
    }),
);
export const linkOf = query('auth.linkOf', { userId, kind }, (q, p) =>
  q
    .select({ email })
    .from(links)
    .where(and(eq(userId, p.userId), eq(kind, p.kind))),
);
const valid = { hash, now: expiresAt };
export const linkByHash = query('auth.linkByHash', valid, (q, p) =>
  q
    .select({ userId, kind, email })
    .from(links)
    .where(and(eq(hash, p.hash), gt(expiresAt, p.now))),
);
/** Of two at once, one gets the row. A link of another kind stays as it is. */
export const consumeLink = query('auth.consumeLink', { ...valid, kind }, (q, p) =>
  q
    .delete(links)
    .where(and(eq(hash, p.hash), eq(kind, p.kind), gt(expiresAt, p.now)))
    .returning({ userId, kind, email }),
);
export const endLinksOf = query('auth.endLinksOf', { userId }, (q, p) => q.delete(links).where(eq(userId, p.userId)));
export const sweepLinks = query('auth.sweepLinks', { now: expiresAt }, (q, p) =>
  q.delete(links).where(lt(expiresAt, p.now)),
);
