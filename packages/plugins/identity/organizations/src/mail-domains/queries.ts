import { query } from '@lectern/kit';
import { and, asc, eq } from 'drizzle-orm';
import { mailDomains, organizations } from '../tables.ts';

const { domain, organization, verifiedAt } = mailDomains;
const one = { domain, organization };

export const proofsOf = query('mailDomains.of', { organization }, (q, p) =>
  q.select({ domain, verifiedAt }).from(mailDomains).where(eq(organization, p.organization)).orderBy(asc(domain)),
);
export const proven = query('mailDomains.proven', { ...one, verifiedAt }, (q, p) =>
  q
    .insert(mailDomains)
    .values(p)
    .onConflictDoUpdate({ target: [domain, organization], set: { verifiedAt: p.verifiedAt } }),
);
export const dropProof = query('mailDomains.drop', one, (q, p) =>
  q.delete(mailDomains).where(and(eq(domain, p.domain), eq(organization, p.organization))),
);
export const dropProofs = query('mailDomains.dropAll', { organization }, (q, p) =>
  q.delete(mailDomains).where(eq(organization, p.organization)),
);
/** Several schools may share a domain: all of them get its people. In one order, so that two newcomers never wait for each other. */
export const schoolsOf = query('mailDomains.schools', { domain }, (q, p) =>
  q
    .select({ id: organizations.id })
    .from(mailDomains)
    .innerJoin(organizations, eq(organizations.id, organization))
    .where(and(eq(domain, p.domain), eq(organizations.state, 'active')))
    .orderBy(asc(organizations.id)),
);
export const firstSchool = query('mailDomains.firstSchool', {}, (q) =>
  q
    .select({ id: organizations.id, emailDomains: organizations.emailDomains })
    .from(organizations)
    .where(and(eq(organizations.isDefault, true), eq(organizations.state, 'active'))),
);
