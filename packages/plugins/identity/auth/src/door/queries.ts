import { query } from '@lectern/kit';
import { and, eq, gt, lt } from 'drizzle-orm';
import { signUps, verifiedAddresses } from './tables.ts';

const { userId, email, at, vouchedIn } = verifiedAddresses;
export const addressVerified = query('auth.addressVerified', { userId, email, at, vouchedIn }, (q, p) =>
  q
    .insert(verifiedAddresses)
    .values(p)
    .onConflictDoUpdate({ target: userId, set: { email: p.email, at: p.at, vouchedIn: p.vouchedIn } }),
);
export const proofOf = query('auth.proofOf', { userId, email }, (q, p) =>
  q
    .select({ vouchedIn })
    .from(verifiedAddresses)
    .where(and(eq(userId, p.userId), eq(email, p.email))),
);

const { id, organization, name, hash, expiresAt } = signUps;
const asked = { id, organization, name, email: signUps.email, expiresAt };
export const addSignUp = query('auth.addSignUp', asked, (q, p) => q.insert(signUps).values(p));
export const signUpById = query('auth.signUpById', { id, now: expiresAt }, (q, p) =>
  q
    .select(asked)
    .from(signUps)
    .where(and(eq(id, p.id), gt(expiresAt, p.now))),
);
export const tokenForSignUp = query('auth.tokenForSignUp', { id, hash }, (q, p) =>
  q.update(signUps).set({ hash: p.hash }).where(eq(id, p.id)),
);
const valid = { hash, now: expiresAt };
export const signUpByHash = query('auth.signUpByHash', valid, (q, p) =>
  q
    .select(asked)
    .from(signUps)
    .where(and(eq(hash, p.hash), gt(expiresAt, p.now))),
);
/** Of two at once, one gets the row. */
export const useSignUp = query('auth.useSignUp', valid, (q, p) =>
  q
    .delete(signUps)
    .where(and(eq(hash, p.hash), gt(expiresAt, p.now)))
    .returning(asked),
);
/** Whoever has an account now has no use for what they asked for besides. */
export const endSignUpsAt = query('auth.endSignUpsAt', { email: signUps.email }, (q, p) =>
  q.delete(signUps).where(eq(signUps.email, p.email)),
);
export const sweepSignUps = query('auth.sweepSignUps', { now: expiresAt }, (q, p) =>
  q.delete(signUps).where(lt(expiresAt, p.now)),
);
