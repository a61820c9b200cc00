// A page of the people of a school. Each set of filters is a statement of its own, built on first use and compiled once:
// one statement with `is null or` for each filter would be planned without an index, and one built a call costs ten times it.
import { schoolRoles } from '@lectern/access/views';
import { list, query, scalar, searchText, unitOrg } from '@lectern/kit';
import { roster } from '@lectern/organizations/views';
import { and, asc, desc, eq, exists, gte, inArray, lt, not, type SQLWrapper, sql } from 'drizzle-orm';
import { account } from '../queries.ts';
import { fieldValues as held, users } from '../tables.ts';

/** What is asked of a page; each combination is one statement. */
export interface Shape {
  readonly search: boolean;
  readonly email: boolean;
  readonly state: 'here' | 'one' | 'any';
  readonly role: 'any' | 'one' | 'none';
  /** How many fields are asked for. */
  readonly fields: number;
  readonly since: boolean;
  readonly sort: 'name' | 'newest';
  /** Not the first page. */
  readonly after: boolean;
}

/** Every statement binds of these what it asks for. */
const parameters = {
  search: searchText(),
  email: users.email,
  state: roster.state,
  role: schoolRoles.role,
  field0: held.field,
  field1: held.field,
  field2: held.field,
  field3: held.field,
  value0: held.value,
  value1: held.value,
  value2: held.value,
  value3: held.value,
  since: roster.joinedAt,
  now: roster.joinedAt,
  afterKey: users.sortKey,
  afterTime: roster.joinedAt,
  afterId: users.id,
  rows: scalar<number>(),
};
const selected = { ...account, sortKey: users.sortKey, state: roster.state, joinedAt: roster.joinedAt };
/** A role can begin later, and end. */
const holdsAt = (now: SQLWrapper) =>
  sql`(${schoolRoles.from} is null or ${schoolRoles.from} <= ${now}) and (${schoolRoles.until} is null or ${schoolRoles.until} > ${now})`;
const built = new Map<string, unknown>();

function build(shape: Shape, name: string) {
  return query(name, parameters, (q, p, powers) => {
    const role = q
      .select({ one: sql`1` })
      .from(schoolRoles)
      .where(
        and(
          eq(schoolRoles.org, unitOrg),
          eq(schoolRoles.userId, users.id),
          holdsAt(p.now),
          shape.role === 'one' ? eq(schoolRoles.role, p.role) : undefined,
        ),
      );
    const has = [0, 1, 2, 3].slice(0, shape.fields).map((i) =>
      exists(
        q
          .select({ one: sql`1` })
          .from(held)
          .where(
            and(
              eq(held.org, unitOrg),
              eq(held.user, users.id),
              eq(held.field, p[`field${i as 0}`]),
              eq(held.value, p[`value${i as 0}`]),
            ),
          ),
      ),
    );
    const newest = shape.sort === 'newest';
    const after = newest
      ? sql`(${roster.joinedAt}, ${users.id}) < (${p.afterTime}, ${p.afterId})`
      : sql`(${users.sortKey}, ${users.id}) > (${p.afterKey}, ${p.afterId})`;
    return q
      .select(selected)
      .from(users)
      .innerJoin(roster, and(eq(roster.userId, users.id), eq(roster.org, unitOrg)))
      .where(
        and(
          shape.search ? powers.matches(users, p.search) : undefined,
          shape.email ? eq(users.email, p.email) : undefined,
          shape.state === 'one' ? eq(roster.state, p.state) : undefined,
          shape.state === 'here' ? inArray(roster.state, ['active', 'suspended']) : undefined,
          shape.role === 'one' ? exists(role) : undefined,
          shape.role === 'none' ? not(exists(role)) : undefined,
          ...has,
          shape.since ? gte(roster.joinedAt, p.since) : undefined,
          shape.after ? after : undefined,
        ),
      )
      .orderBy(...(newest ? [desc(roster.joinedAt), desc(users.id)] : [asc(users.sortKey), asc(users.id)]))
      .limit(p.rows);
  });
}
export type PageQuery = ReturnType<typeof build>;

/** The statement for these filters. */
export function pageQuery(shape: Shape): PageQuery {
  const { search, email, state, role, fields, since, sort, after } = shape;
  const name = `users.page.${[search, email, state, role, fields, since, sort, after].map((part) => String(part).slice(0, 4)).join('.')}`;
  const known = built.get(name) as PageQuery | undefined;
  if (known) return known;
  const made = build(shape, name);
  built.set(name, made);
  return made;
}

/** Who of the school they are, in whatever state; undefined for who never belonged to it. */
export const memberById = query('users.memberById', { id: users.id }, (q, p) =>
  q
    .select({ ...selected, stateSince: roster.changedAt })
    .from(users)
    .innerJoin(roster, and(eq(roster.userId, users.id), eq(roster.org, unitOrg)))
    .where(eq(users.id, p.id)),
);
export const rolesAmong = query('users.rolesAmong', { ids: list<string>(), now: roster.joinedAt }, (q, p, powers) =>
  q
    .select({ userId: schoolRoles.userId, role: schoolRoles.role })
    .from(schoolRoles)
    .where(and(eq(schoolRoles.org, unitOrg), powers.inList(schoolRoles.userId, p.ids), holdsAt(p.now)))
    .orderBy(asc(schoolRoles.role)),
);
/** Who is in a state since before a moment. */
export const sinceBefore = query('users.sinceBefore', { before: roster.changedAt, state: roster.state }, (q, p) =>
  q
    .select({ userId: roster.userId })
    .from(roster)
    .where(and(eq(roster.org, unitOrg), eq(roster.state, p.state), lt(roster.changedAt, p.before))),
);
