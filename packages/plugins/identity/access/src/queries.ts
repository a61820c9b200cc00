import { list, query, resources, scalar, unitOrg } from '@lectern/kit';
import { members } from '@lectern/organizations/views';
import { people } from '@lectern/users/views';
import { and, asc, eq, gt, isNotNull, isNull, lte, or, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { assignments, roles } from './tables.ts';

const { id, userId, team, kind, gives, effect, on, below, from, until, givenBy, givenAt, org } = assignments;

const ofRole = and(eq(roles.org, unitOrg), eq(roles.id, gives), eq(kind, 'role'));
const where = and(eq(resources.id, on), eq(resources.org, unitOrg));
const right = { id, userId, team, kind, gives, effect, on, below, from, until, givenBy, givenAt };

/** Path is null for what holds in the whole organization, version for what is no role of the school's own. */
const held = {
  id,
  kind,
  gives,
  effect,
  on,
  below,
  from,
  until,
  path: resources.path,
  type: resources.type,
  version: roles.version,
};
export const rightsOf = query('access.rightsOf', { userId }, (q, p) =>
  q
    .select(held)
    .from(assignments)
    .leftJoin(resources, where)
    .leftJoin(roles, ofRole)
    .where(and(eq(org, unitOrg), eq(userId, p.userId))),
);
/** Apart from those of a person: joined by `or` neither index was used, and 300,000 rows took 44 ms. */
export const rightsOfTeams = query('access.rightsOfTeams', { teams: list<string>() }, (q, p, powers) =>
  q
    .select(held)
    .from(assignments)
    .leftJoin(resources, where)
    .leftJoin(roles, ofRole)
    .where(and(eq(org, unitOrg), powers.inList(team, p.teams))),
);
export const rolesByIds = query('access.rolesByIds', { ids: list<string>() }, (q, p, powers) =>
  q
    .select({ id: roles.id, permissions: roles.permissions, version: roles.version })
    .from(roles)
    .where(and(eq(roles.org, unitOrg), powers.inList(roles.id, p.ids))),
);

const giver = alias(people, 'giver');
/** With names and the type of the resource, as people read it. */
export const shown = {
  ...right,
  name: people.name,
  giverName: giver.name,
  type: resources.type,
  path: resources.path,
};
const sortKey = sql<string>`coalesce(${people.sortKey}, '')`;
const page = { on, afterKey: people.sortKey, afterId: id, rows: scalar<number>() };
/** What an enrolment gave: see `enrolments` of the contract. */
export const byHand = sql`not (${kind} = 'role' and ${gives} = 'learner' and ${givenBy} is null and ${on} <> ${unitOrg})`;
const onePage = (name: string, ofOneRole: boolean, enrolments: boolean) =>
  query(name, { ...page, gives }, (q, p) =>
    q
      .select({ ...shown, sortKey })
      .from(assignments)
      .leftJoin(people, eq(people.id, userId))
      .leftJoin(giver, eq(giver.id, givenBy))
      .leftJoin(resources, where)
      .where(
        and(
          eq(org, unitOrg),
          eq(on, p.on),
          ofOneRole ? and(eq(kind, 'role'), eq(gives, p.gives)) : undefined,
          enrolments ? undefined : byHand,
          sql`(${sortKey}, ${id}) > (${p.afterKey}, ${p.afterId})`,
        ),
      )
      .orderBy(asc(sortKey), asc(id))
      .limit(p.rows),
  );
/** Teams first, for they have no sort key. */
export const assignedOn = {
  all: { any: onePage('access.assignedOn', false, true), role: onePage('access.assignedOnWithRole', true, true) },
  byHand: {
    any: onePage('access.assignedOnByHand', false, false),
    role: onePage('access.assignedOnWithRoleByHand', true, false),
  },
};
export const shownByIds = query('access.shownByIds', { ids: list<string>() }, (q, p, powers) =>
  q
    .select(shown)
    .from(assignments)
    .leftJoin(people, eq(people.id, userId))
    .leftJoin(giver, eq(giver.id, givenBy))
    .leftJoin(resources, where)
    .where(and(eq(org, unitOrg), powers.inList(id, p.ids)))
    .orderBy(asc(id)),
);

/** Whose rights change with a part of the tree. */
export const holdersOfAny = query(
  'access.holdersOfAny',
  { on: list<string>(), rows: scalar<number>() },
  (q, p, powers) =>
    q
      .selectDistinct({ userId, team })
      .from(assignments)
      .where(and(eq(org, unitOrg), powers.inList(on, p.on)))
      .limit(p.rows),
);
export const anyOfTeams = query('access.anyOfTeams', { teams: list<string>() }, (q, p, powers) =>
  q
    .select({ id })
    .from(assignments)
    .where(and(eq(org, unitOrg), powers.inList(team, p.teams)))
    .limit(1),
);

const now = { now: givenAt };
const hasBegun = (at: typeof givenAt | ReturnType<typeof sql>) => or(isNull(from), lte(from, at));
/** Those who can act: who is suspended or removed keeps a role and has no use of it. */
export const holders = query('access.holders', { on, gives, ...now }, (q, p) =>
  q
    .select({ userId: sql<string>`${userId}` })
    .from(assignments)
    .innerJoin(members, and(eq(members.userId, userId), eq(members.org, unitOrg)))
    .where(
      and(
        eq(org, unitOrg),
        eq(on, p.on),
        eq(gives, p.gives),
        eq(effect, 'allow'),
        hasBegun(p.now),
        or(isNull(until), gt(until, p.now)),
      ),
    )
    .orderBy(asc(givenAt), asc(userId)),
);
/**
 * Owners who stay: persons, begun and without an end. Changes nothing, but holds the rows until the unit ends: of two
 * owners who dismiss each other at once, one waits.
 */
export const holdOwners = query('access.holdOwners', { on, ...now }, (q, p) =>
  q
    .update(assignments)
    .set({ effect: 'allow' })
    .where(
      and(
        eq(org, unitOrg),
        eq(on, p.on),
        eq(gives, 'owner'),
        eq(effect, 'allow'),
        isNotNull(userId),
        isNull(until),
        hasBegun(p.now),
      ),
    )
    .returning({ userId: sql<string>`${userId}` }),
);

const key = { userId, team, gives, on, effect };
const sameRight = (p: { readonly [K in keyof typeof key]: ReturnType<typeof sql> }) =>
  and(
    eq(org, unitOrg),
    or(eq(userId, p.userId), eq(team, p.team)),
    eq(gives, p.gives),
    eq(on, p.on),
    eq(effect, p.effect),
  );
export const find = query('access.find', key, (q, p) =>
  q.select({ id, below, from, until }).from(assignments).where(sameRight(p)),
);
export const give = query('access.give', right, (q, p) =>
  q
    .insert(assignments)
    .values({ ...p, org: unitOrg })
    .onConflictDoNothing(),
);
export const giveAgain = query('access.giveAgain', { id, below, from, until, givenBy, givenAt }, (q, p) =>
  q
    .update(assignments)
    .set({ below: p.below, from: p.from, until: p.until, givenBy: p.givenBy, givenAt: p.givenAt })
    .where(and(eq(org, unitOrg), eq(id, p.id))),
);
export const take = query('access.take', { id }, (q, p) =>
  q.delete(assignments).where(and(eq(org, unitOrg), eq(id, p.id))),
);
/** On what is gone, or of a team that is. */
export const takeAll = query('access.takeAll', { gone: list<string>() }, (q, p, powers) =>
  q.delete(assignments).where(and(eq(org, unitOrg), or(powers.inList(on, p.gone), powers.inList(team, p.gone)))),
);
