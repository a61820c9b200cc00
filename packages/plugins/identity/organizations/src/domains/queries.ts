import { query } from '@lectern/kit';
import { and, asc, eq, isNotNull, isNull, lt } from 'drizzle-orm';
import { domains, organizations } from '../tables.ts';

const { host, organization, verifiedAt, addedAt } = domains;
const shown = { host, verifiedAt, addedAt };

/** Whose a verified host is. */
export const byHost = query('domains.byHost', { host }, (q, p) =>
  q
    .select({ id: organizations.id, state: organizations.state })
    .from(domains)
    .innerJoin(organizations, eq(organizations.id, organization))
    .where(and(eq(host, p.host), isNotNull(verifiedAt))),
);
export const byAddress = query('domains.byAddress', { address: organizations.address }, (q, p) =>
  q
    .select({ id: organizations.id, state: organizations.state })
    .from(organizations)
    .where(eq(organizations.address, p.address)),
);
export const claim = query('domains.claim', { host, organization, addedAt }, (q, p) =>
  q.insert(domains).values(p).onConflictDoNothing(),
);
/** A claim that was never shown to be right keeps nobody from making one. */
export const dropOldClaim = query('domains.dropOldClaim', { host, before: addedAt }, (q, p) =>
  q.delete(domains).where(and(eq(host, p.host), isNull(verifiedAt), lt(addedAt, p.before))),
);
const mine = { organization, host };
export const ofOrganization = query('domains.ofOrganization', { organization }, (q, p) =>
  q.select(shown).from(domains).where(eq(organization, p.organization)).orderBy(asc(addedAt), asc(host)),
);
export const find = query('domains.find', mine, (q, p) =>
  q
    .select(shown)
    .from(domains)
    .where(and(eq(organization, p.organization), eq(host, p.host))),
);
export const verified = query('domains.verified', { ...mine, now: verifiedAt }, (q, p) =>
  q
    .update(domains)
    .set({ verifiedAt: p.now })
    .where(and(eq(organization, p.organization), eq(host, p.host))),
);
export const giveUp = query('domains.giveUp', mine, (q, p) =>
  q.delete(domains).where(and(eq(organization, p.organization), eq(host, p.host))),
);
export const giveUpAll = query('domains.giveUpAll', { organization }, (q, p) =>
  q.delete(domains).where(eq(organization, p.organization)),
);
