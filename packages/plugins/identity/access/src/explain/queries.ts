import { list, query, resources, scalar, unitOrg } from '@lectern/kit';
import { people } from '@lectern/users/views';
import { and, asc, eq, gte, isNotNull, ne, or } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { byHand, shown } from '../queries.ts';
import { assignments } from '../tables.ts';

const { id, userId, team, gives, on, below, givenBy, org } = assignments;
const giver = alias(people, 'giver');

/** What a review asks; each combination is a statement of its own, planned with the index that it can use. */
export interface Shape {
  readonly gives: boolean;
  readonly on: boolean;
  readonly holder: boolean;
  readonly onlyBelow: boolean;
  readonly elsewhere: boolean;
  readonly byHand: boolean;
}
const parameters = {
  fromId: id,
  gives: list<string>(),
  on: list<string>(),
  self: on,
  ids: list<string>(),
  rows: scalar<number>(),
};
const build = (name: string, shape: Shape) =>
  query(name, parameters, (q, p, powers) =>
    q
      .select(shown)
      .from(assignments)
      .leftJoin(people, eq(people.id, userId))
      .leftJoin(giver, eq(giver.id, givenBy))
      .leftJoin(resources, and(eq(resources.id, on), eq(resources.org, unitOrg)))
      .where(
        and(
          eq(org, unitOrg),
          gte(id, p.fromId),
          shape.gives ? powers.inList(gives, p.gives) : undefined,
          shape.on ? powers.inList(on, p.on) : undefined,
          shape.holder ? powers.inList(id, p.ids) : undefined,
          shape.onlyBelow ? eq(below, true) : undefined,
          shape.elsewhere ? or(ne(on, p.self), isNotNull(team)) : undefined,
          shape.byHand ? byHand : undefined,
        ),
      )
      .orderBy(asc(id))
      .limit(p.rows),
  );

const built = new Map<string, ReturnType<typeof build>>();
/** By time of giving, from one id on. */
export function reviewQuery(shape: Shape): ReturnType<typeof build> {
  const { gives, on, holder, onlyBelow, elsewhere, byHand } = shape;
  const name = `access.review.${[gives, on, holder, onlyBelow, elsewhere, byHand].map(Number).join('')}`;
  const known = built.get(name) ?? build(name, shape);
  built.set(name, known);
  return known;
}
