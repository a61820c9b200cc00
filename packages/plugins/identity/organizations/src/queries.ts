import { query, scalar, unitOrg } from '@lectern/kit';
import { and, eq, sql } from 'drizzle-orm';
import { memberships, organizations } from './tables.ts';

const { id, name, summary, locale, brandHue, signUp, isDefault, createdAt } = organizations;
const shown = { id, name, summary, locale, brandHue, signUp };

export const byId = query('organizations.byId', { id }, (q, p) =>
  q.select(shown).from(organizations).where(eq(id, p.id)),
);
export const theDefault = query('organizations.default', {}, (q) =>
  q.select({ id }).from(organizations).where(eq(isDefault, true)),
);
export const ids = query('organizations.ids', {}, (q) => q.select({ id }).from(organizations).orderBy(id));
export const insert = query('organizations.insert', { ...shown, isDefault, createdAt }, (q, p) =>
  q.insert(organizations).values(p).onConflictDoNothing(),
);

/** What is null stays as it is: two people who change different things at once both get their way. */
export const update = query(
  'organizations.update',
  {
    id,
    name: scalar<string | null>(),
    summary: scalar<string | null>(),
    locale: scalar<string | null>(),
    brandHue: scalar<number | null>(),
    signUp: scalar<string | null>(),
  },
  (q, p) =>
    q
      .update(organizations)
      .set({
        name: sql`coalesce(${p.name}, ${name})`,
        summary: sql`coalesce(${p.summary}, ${summary})`,
        locale: sql`coalesce(${p.locale}, ${locale})`,
        brandHue: sql`coalesce(${p.brandHue}, ${brandHue})`,
        signUp: sql`coalesce(${p.signUp}, ${signUp})`,
      })
      .where(eq(id, p.id)),
);

export const membership = query('memberships.find', { userId: memberships.userId }, (q, p) =>
  q
    .select({ userId: memberships.userId })
    .from(memberships)
    .where(and(eq(memberships.org, unitOrg), eq(memberships.userId, p.userId))),
);
export const join = query('memberships.join', { userId: memberships.userId, joinedAt: memberships.joinedAt }, (q, p) =>
  q
    .insert(memberships)
    .values({ ...p, org: unitOrg })
    .onConflictDoNothing(),
);
