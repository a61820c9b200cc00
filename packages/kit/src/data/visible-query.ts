// A page of what somebody may see, full and from one statement. There is no plan that is good for everybody: who teaches
// three of ten thousand courses is read from the three, who sees half of them from the end of the list. So the statement is
// declared once and compiled once for each plan, and what somebody sees says which of them (see `Context.visibleOf`).
//
// Measured on SQLite, a page of 50 among 10,000 (unfiltered 46 us): a hundred given one by one 73 us, one half that lies in
// one place 90 us. One plan for all, `exists` over the ranges, took 253 ms for the hundred; gathering ids, 4 ms for the half.
import { type DriverValueEncoder, Param, Placeholder, type SQL, type SQLWrapper, sql } from 'drizzle-orm';
import { resources, type Visible } from '../kernel/resources.ts';
import type { Powers } from './powers.ts';
import { type Builder, type Inputs, type Query, query } from './query.ts';
import { unitOrg } from './unit-org.ts';

type Declared = Parameters<typeof query>[1];
type BoundOf<P extends Declared> = Parameters<Parameters<typeof query<P, unknown>>[2]>[1];
type Given<P> = Inputs<P> & { readonly visible: Visible };
type RowOf<Result> = Result extends (infer Row)[] ? Row : never;
export interface VisibleQuery<P, Row> {
  /** To be called with the same as `visible`. */
  for(visible: Visible): Query<Given<P>, Row>;
}

/** One value that is bound in several places, each time another part of it. */
const bound = (encode: (visible: Visible) => unknown): SQL => {
  const encoder = { mapToDriverValue: encode } as DriverValueEncoder<unknown, unknown>;
  return sql`${new Param(new Placeholder('visible') as unknown, encoder)}`;
};
const part = (of: (visible: Visible) => unknown): SQL => bound((visible) => JSON.stringify(of(visible)));
const [ids, ranges, without] = [part((one) => one.ids), part((one) => one.ranges), part((one) => one.without)];
const [type, low, high] = [
  bound((one) => one.type),
  bound((one) => one.ranges[0]![0]),
  bound((one) => one.ranges[0]![1]),
];
const path = sql`"place"."path"`;
/** Under a name of its own, for a list of resources names them too. */
const lies = (id: SQLWrapper, where: SQL): SQL =>
  sql`exists (select 1 from ${resources} as "place" where "place"."org_id" = ${unitOrg} and "place"."id" = ${id} and ${where})`;

const plans = {
  /** Things given one by one. */
  given: (id: SQLWrapper, powers: Powers) => powers.amongIds(id, ids),
  /** Of one place, met on the way through the list. */
  place: (id: SQLWrapper) => lies(id, sql`${path} >= ${low} and ${path} < ${high}`),
  few: (id: SQLWrapper, powers: Powers) =>
    sql`${powers.amongFew(id, ids, ranges, type)} and not ${powers.inList(id, without)}`,
  many: (id: SQLWrapper, powers: Powers) =>
    sql`(${lies(id, powers.within(path, ranges))} or ${powers.inList(id, ids)}) and not ${powers.inList(id, without)}`,
} as const;
type Plan = keyof typeof plans;

/** Any plan is right for what has ranges; which is quicker is all that is chosen here. */
function planFor({ ids, ranges, without, few }: Visible): Plan {
  if (ranges.length === 0) return 'given';
  if (few) return 'few';
  return ranges.length === 1 && ids.length === 0 && without.length === 0 ? 'place' : 'many';
}

/** As `query`, for a list of things that are resources: `seen(things.id)` is the condition that the caller may see them. */
export function visibleQuery<P extends Declared, Result>(
  name: string,
  parameters: P,
  build: (q: Builder, p: BoundOf<P>, powers: Powers, seen: (id: SQLWrapper) => SQL) => PromiseLike<Result>,
): VisibleQuery<P, RowOf<Result>> {
  const compiled = Object.fromEntries(
    Object.entries(plans).map(([plan, condition]) => [
      plan,
      query(`${name}.${plan}`, parameters, (q, p, powers) =>
        build(q, p as never, powers, (id) => condition(id, powers)),
      ),
    ]),
  );
  return { for: (visible) => compiled[planFor(visible)] as unknown as Query<Given<P>, RowOf<Result>> };
}
