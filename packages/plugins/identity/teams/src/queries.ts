import { list, query, resources, scalar, unitOrg } from '@lectern/kit';
import { members as schoolMembers } from '@lectern/organizations/views';
import { people } from '@lectern/users/views';
import { and, asc, eq, gte, lt, sql } from 'drizzle-orm';
import { teamMembers, teams } from './tables.ts';

const { id, org, name, parent, createdAt } = teams;
const { team, userId, joinedAt } = teamMembers;
const inTeam = and(eq(teamMembers.team, id), eq(teamMembers.org, unitOrg));
const shown = { id, name, parent };

export const all = query('teams.all', {}, (q) =>
  q
    .select({ ...shown, members: sql<number>`count(${userId})`.mapWith(Number) })
    .from(teams)
    .leftJoin(teamMembers, inTeam)
    .where(eq(org, unitOrg))
    .groupBy(id, name, parent)
    .orderBy(asc(name), asc(id)),
);
export const find = query('teams.find', { id }, (q, p) =>
  q
    .select({ ...shown, members: sql<number>`count(${userId})`.mapWith(Number) })
    .from(teams)
    .leftJoin(teamMembers, inTeam)
    .where(and(eq(org, unitOrg), eq(id, p.id)))
    .groupBy(id, name, parent),
);
export const ofPerson = query('teams.ofPerson', { userId }, (q, p) =>
  q
    .select({ id, name })
    .from(teams)
    .innerJoin(teamMembers, inTeam)
    .where(and(eq(org, unitOrg), eq(userId, p.userId)))
    .orderBy(asc(name), asc(id)),
);
export const insert = query('teams.insert', { ...shown, createdAt }, (q, p) =>
  q.insert(teams).values({ ...p, org: unitOrg }),
);
export const rename = query('teams.rename', { id, name }, (q, p) =>
  q
    .update(teams)
    .set({ name: p.name })
    .where(and(eq(org, unitOrg), eq(id, p.id))),
);
export const move = query('teams.move', { id, parent }, (q, p) =>
  q
    .update(teams)
    .set({ parent: p.parent })
    .where(and(eq(org, unitOrg), eq(id, p.id))),
);
export const removeMembers = query('teams.removeMembers', { teams: list<string>() }, (q, p, powers) =>
  q.delete(teamMembers).where(and(eq(teamMembers.org, unitOrg), powers.inList(team, p.teams))),
);
export const remove = query('teams.remove', { ids: list<string>() }, (q, p, powers) =>
  q.delete(teams).where(and(eq(org, unitOrg), powers.inList(id, p.ids))),
);

const page = { team, afterKey: people.sortKey, afterId: people.id, rows: scalar<number>() };
/** Those who were suspended or removed from the school are not shown; they are back when they are. */
export const membersAfter = query('teams.membersAfter', page, (q, p) =>
  q
    .select({ userId, name: people.name, picture: people.picture, joinedAt, sortKey: people.sortKey })
    .from(teamMembers)
    .innerJoin(people, eq(people.id, userId))
    .innerJoin(schoolMembers, and(eq(schoolMembers.userId, userId), eq(schoolMembers.org, unitOrg)))
    .where(
      and(
        eq(teamMembers.org, unitOrg),
        eq(team, p.team),
        sql`(${people.sortKey}, ${people.id}) > (${p.afterKey}, ${p.afterId})`,
      ),
    )
    .orderBy(asc(people.sortKey), asc(people.id))
    .limit(p.rows),
);
export const membersOf = query('teams.membersOf', { low: resources.path, high: resources.path }, (q, p) =>
  q
    .selectDistinct({ userId })
    .from(teamMembers)
    .innerJoin(resources, and(eq(resources.id, team), eq(resources.org, unitOrg)))
    .where(and(eq(teamMembers.org, unitOrg), gte(resources.path, p.low), lt(resources.path, p.high))),
);
export const membersHere = query('teams.membersHere', { team }, (q, p) =>
  q
    .select({ userId })
    .from(teamMembers)
    .where(and(eq(teamMembers.org, unitOrg), eq(team, p.team))),
);
const one = { team, userId };
export const add = query('teams.addMember', { ...one, joinedAt }, (q, p) =>
  q
    .insert(teamMembers)
    .values({ ...p, org: unitOrg })
    .onConflictDoNothing(),
);
export const take = query('teams.removeMember', one, (q, p) =>
  q.delete(teamMembers).where(and(eq(teamMembers.org, unitOrg), eq(team, p.team), eq(userId, p.userId))),
);

/** Of the teams that somebody is in; those above are in them. */
export const pathsOfPerson = query('teams.pathsOfPerson', { userId }, (q, p) =>
  q
    .select({ path: resources.path })
    .from(teamMembers)
    .innerJoin(resources, and(eq(resources.id, team), eq(resources.org, unitOrg)))
    .where(and(eq(teamMembers.org, unitOrg), eq(userId, p.userId))),
);
export const namesOf = query('teams.namesOf', { ids: list<string>() }, (q, p, powers) =>
  q
    .select({ id, name })
    .from(teams)
    .where(and(eq(org, unitOrg), powers.inList(id, p.ids))),
);
const inside = { low: resources.path, high: resources.path, after: userId, rows: scalar<number>() };
/** In a team and its parts, by id. */
export const peopleIn = query('teams.peopleIn', inside, (q, p) =>
  q
    .selectDistinct({ userId })
    .from(teamMembers)
    .innerJoin(resources, and(eq(resources.id, team), eq(resources.org, unitOrg)))
    .where(
      and(
        eq(teamMembers.org, unitOrg),
        gte(resources.path, p.low),
        lt(resources.path, p.high),
        sql`${userId} > ${p.after}`,
      ),
    )
    .orderBy(asc(userId))
    .limit(p.rows),
);
