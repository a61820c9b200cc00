import { query, unitOrg } from '@lectern/kit';
import { and, asc, eq } from 'drizzle-orm';
import { accounts as a, providers as p } from './tables.ts';

const here = eq(p.org, unitOrg);
const provider = {
  id: p.id,
  kind: p.kind,
  name: p.name,
  issuer: p.issuer,
  clientId: p.clientId,
  clientSecret: p.clientSecret,
  details: p.details,
  domains: p.domains,
  admits: p.admits,
  trusted: p.trusted,
  required: p.required,
  button: p.button,
  enabled: p.enabled,
};
const { id: _id, kind: _kind, ...changeable } = provider;

/** All of the organization: a school has a few. */
export const allProviders = query('auth.allProviders', {}, (q) =>
  q.select(provider).from(p).where(here).orderBy(asc(p.id)),
);
export const addProvider = query('auth.addProvider', { ...provider, createdAt: p.createdAt }, (q, given) =>
  q.insert(p).values({ ...given, org: unitOrg }),
);
export const changeProvider = query('auth.changeProvider', { id: p.id, ...changeable }, (q, { id, ...changes }) =>
  q
    .update(p)
    .set(changes)
    .where(and(here, eq(p.id, id))),
);
export const removeProvider = query('auth.removeProvider', { id: p.id }, (q, { id }) =>
  q.delete(p).where(and(here, eq(p.id, id))),
);

const ours = eq(a.org, unitOrg);
export const accountBySubject = query(
  'auth.accountBySubject',
  { providerId: a.providerId, subject: a.subject },
  (q, { providerId, subject }) =>
    q
      .select({ id: a.id, userId: a.userId })
      .from(a)
      .where(and(ours, eq(a.providerId, providerId), eq(a.subject, subject))),
);
/** Changes no row when the account of the provider is connected to somebody. */
export const connectAccount = query(
  'auth.connectAccount',
  {
    id: a.id,
    userId: a.userId,
    providerId: a.providerId,
    subject: a.subject,
    email: a.email,
    connectedAt: a.connectedAt,
    lastUsedAt: a.lastUsedAt,
  },
  (q, given) =>
    q
      .insert(a)
      .values({ ...given, org: unitOrg })
      .onConflictDoNothing({ target: [a.providerId, a.subject] }),
);
export const accountUsed = query('auth.accountUsed', { id: a.id, now: a.connectedAt, email: a.email }, (q, given) =>
  q
    .update(a)
    .set({ lastUsedAt: given.now, email: given.email })
    .where(and(ours, eq(a.id, given.id))),
);
export const accountsOf = query('auth.connectedAccountsOf', { userId: a.userId }, (q, { userId }) =>
  q
    .select({
      id: a.id,
      providerId: a.providerId,
      provider: p.name,
      email: a.email,
      connectedAt: a.connectedAt,
      lastUsedAt: a.lastUsedAt,
    })
    .from(a)
    .innerJoin(p, and(here, eq(p.id, a.providerId)))
    .where(and(ours, eq(a.userId, userId)))
    .orderBy(asc(a.id)),
);
export const disconnectAccount = query('auth.disconnectAccount', { id: a.id, userId: a.userId }, (q, { id, userId }) =>
  q.delete(a).where(and(ours, eq(a.id, id), eq(a.userId, userId))),
);
