import { query, unitOrg } from '@lectern/kit';
import { aliasedTable, and, desc, eq, exists, isNull, sql } from 'drizzle-orm';
import { certificates as c, certificateRules as rules } from './tables.ts';

const here = eq(c.org, unitOrg);
const { org: _org, ...given } = {
  id: c.id,
  number: c.number,
  course: c.course,
  user: c.user,
  name: c.name,
  title: c.title,
  signature: c.signature,
  language: c.language,
  school: c.school,
  brandHue: c.brandHue,
  completedAt: c.completedAt,
  issuedAt: c.issuedAt,
  org: c.org,
};
/** Changes no row when the person has one of this course: of the unique columns its number and id are random. */
export const add = query('certificates.add', given, (q, p) =>
  q
    .insert(c)
    .values({ ...p, revokedAt: null, beside: false, org: unitOrg })
    .onConflictDoNothing(),
);
export const ofUser = query('certificates.ofUser', { user: c.user }, (q, p) =>
  q
    .select()
    .from(c)
    .where(and(here, eq(c.user, p.user)))
    .orderBy(desc(c.issuedAt), desc(c.id)),
);
export const byNumber = query('certificates.byNumber', { number: c.number }, (q, p) =>
  q
    .select()
    .from(c)
    .where(and(here, eq(c.number, p.number))),
);
export const byId = query('certificates.byId', { id: c.id }, (q, p) =>
  q
    .select()
    .from(c)
    .where(and(here, eq(c.id, p.id))),
);
/** Changes a row once. */
export const revoke = query('certificates.revoke', { id: c.id, now: c.revokedAt }, (q, p) =>
  q
    .update(c)
    .set({ revokedAt: p.now })
    .where(and(here, eq(c.id, p.id), isNull(c.revokedAt))),
);

/** Certificates of an account that goes, of courses for which the account that stays has one. */
const theirs = aliasedTable(c, 'theirs');
export const setBeside = query('certificates.setBeside', { from: c.user, into: c.user }, (q, p) =>
  q
    .update(c)
    .set({ beside: true })
    .where(
      and(
        here,
        eq(c.user, p.from),
        exists(
          q
            .select({ one: sql`1` })
            .from(theirs)
            .where(and(eq(theirs.org, unitOrg), eq(theirs.user, p.into), eq(theirs.course, c.course))),
        ),
      ),
    ),
);

export const ruleOf = query('certificates.rule', { course: rules.course }, (q, p) =>
  q
    .select({ onCompletion: rules.onCompletion })
    .from(rules)
    .where(and(eq(rules.org, unitOrg), eq(rules.course, p.course))),
);
export const setRule = query(
  'certificates.setRule',
  { course: rules.course, onCompletion: rules.onCompletion },
  (q, p) =>
    q
      .insert(rules)
      .values({ ...p, org: unitOrg })
      .onConflictDoUpdate({ target: [rules.org, rules.course], set: { onCompletion: p.onCompletion } }),
);
export const forgetRule = query('certificates.forgetRule', { course: rules.course }, (q, p) =>
  q.delete(rules).where(and(eq(rules.org, unitOrg), eq(rules.course, p.course))),
);
