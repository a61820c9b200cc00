import { query, scalar, unitOrg } from '@lectern/kit';
import { and, eq, ne, sql } from 'drizzle-orm';
import { memberships, organizations } from './tables.ts';
import { belongings } from './views.ts';

const { id, name, summary, brandHue, emailDomains } = organizations;
const shown = { id, name, summary, brandHue };

export const byId = query('organizations.byId', { id }, (q, p) =>
  q
    .select({ ...shown, emailDomains, logo: organizations.logo, darkLogo: organizations.darkLogo })
    .from(organizations)
    .where(eq(id, p.id)),
);
export const theDefault = query('organizations.default', {}, (q) =>
  q.select({ id }).from(organizations).where(eq(organizations.isDefault, true)),
);
export const ids = query('organizations.ids', {}, (q) => q.select({ id }).from(organizations).orderBy(id));
const everything = {
  ...shown,
  emailDomains,
  isDefault: organizations.isDefault,
  parent: organizations.parent,
  address: organizations.address,
  state: organizations.state,
  changedAt: organizations.changedAt,
  createdAt: organizations.createdAt,
};
export const insert = query('organizations.insert', everything, (q, p) =>
  q.insert(organizations).values(p).onConflictDoNothing(),
);

/** What is null stays as it is: two people who change different things at once both get their way. */
export const update = query(
  'organizations.update',
  {
    id,
    name: scalar<string | null>(),
    summary: scalar<string | null>(),
    brandHue: scalar<number | null>(),
  },
  (q, p) =>
    q
      .update(organizations)
      .set({
        name: sql`coalesce(${p.name}, ${name})`,
        summary: sql`coalesce(${p.summary}, ${summary})`,
        brandHue: sql`coalesce(${p.brandHue}, ${brandHue})`,
      })
      .where(eq(id, p.id)),
);
export const emailDomainsOf = query('organizations.emailDomains', { id }, (q, p) =>
  q.select({ emailDomains }).from(organizations).where(eq(id, p.id)),
);
export const setEmailDomains = query('organizations.setEmailDomains', { id, emailDomains }, (q, p) =>
  q.update(organizations).set({ emailDomains: p.emailDomains }).where(eq(id, p.id)),
);

const { userId, state, joinedAt, changedAt, org } = memberships;
export const membership = query('memberships.find', { userId }, (q, p) =>
  q
    .select({ state, joinedAt, changedAt })
    .from(memberships)
    .where(and(eq(org, unitOrg), eq(userId, p.userId))),
);
/** A row for who may act in it. */
export const activeIn = query('memberships.activeIn', { userId }, (q, p) =>
  q
    .select({ userId })
    .from(memberships)
    .innerJoin(organizations, eq(id, org))
    .where(and(eq(org, unitOrg), eq(userId, p.userId), eq(state, 'active'), eq(organizations.state, 'active'))),
);
/** Who was removed comes back; whoever else is there stays as they are. */
export const join = query('memberships.join', { userId, now: joinedAt }, (q, p) =>
  q
    .insert(memberships)
    .values({ userId: p.userId, state: 'active', joinedAt: p.now, changedAt: p.now, org: unitOrg })
    .onConflictDoUpdate({
      target: [org, userId],
      set: { state: 'active', changedAt: p.now },
      setWhere: and(eq(org, unitOrg), eq(state, 'removed')),
    }),
);
export const setState = query('memberships.setState', { userId, state, now: changedAt }, (q, p) =>
  q
    .update(memberships)
    .set({ state: p.state, changedAt: p.now })
    .where(and(eq(org, unitOrg), eq(userId, p.userId), ne(state, p.state))),
);
export const organizationsOf = query('memberships.organizationsOf', { userId: belongings.userId }, (q, p) =>
  q
    .select({ organization: belongings.organization })
    .from(belongings)
    .where(eq(belongings.userId, p.userId))
    .orderBy(belongings.organization),
);
export const openTo = query('memberships.openTo', { userId: belongings.userId }, (q, p) =>
  q
    .select({ id, name })
    .from(belongings)
    .innerJoin(organizations, eq(id, belongings.organization))
    .where(and(eq(belongings.userId, p.userId), eq(belongings.state, 'active'), eq(organizations.state, 'active')))
    .orderBy(name, id),
);
