// What was given, as people read it.
import { type AccessContext, schoolOf, teamsOf, titlesOf } from '../context.ts';
import type { Assignment } from '../contract/assignment.ts';

export interface Row {
  readonly id: string;
  readonly userId: string | null;
  readonly team: string | null;
  readonly kind: 'role' | 'permission';
  readonly gives: string;
  readonly effect: 'allow' | 'deny';
  readonly on: string;
  readonly below: boolean;
  readonly from: Date | null;
  readonly until: Date | null;
  readonly givenBy: string | null;
  readonly givenAt: Date;
  readonly name: string | null;
  readonly giverName: string | null;
  readonly type: string | null;
}

const stateOf = ({ from, until }: Row, now: Date): Assignment['state'] =>
  until !== null && until <= now ? 'over' : from !== null && from > now ? 'later' : 'holds';

/** In the order of the rows; with the names of teams and of what roles are given on, where somebody knows them. */
export async function toldAssignments(ctx: AccessContext, rows: readonly Row[]): Promise<Assignment[]> {
  const here = schoolOf(ctx);
  const teams = await teamsOf(ctx).names([...new Set(rows.flatMap(({ team }) => team ?? []))]);
  const titles = await titlesOf(
    ctx,
    rows.flatMap(({ on, type }) => (type === null ? [] : [{ id: on, type }])),
  );
  const now = ctx.now();
  return rows.map((row) => ({
    assignmentId: row.id,
    userId: row.userId,
    teamId: row.team,
    name: row.name ?? (row.team === null ? undefined : teams.get(row.team)) ?? row.userId ?? row.team ?? row.id,
    role: row.kind === 'role' ? row.gives : null,
    permission: row.kind === 'permission' ? row.gives : null,
    effect: row.effect,
    on: row.on === here ? null : row.on,
    place: row.type === null ? null : { type: row.type, title: titles.get(row.on) ?? null },
    below: row.below,
    from: row.from?.toISOString() ?? null,
    until: row.until?.toISOString() ?? null,
    state: stateOf(row, now),
    givenBy: row.givenBy === null ? null : { id: row.givenBy, name: row.giverName ?? row.givenBy },
    givenAt: row.givenAt.toISOString(),
  }));
}
