// Giving and denying, to people and teams.
import { kernelProblems, keysOf, type Page, pageFrom, refuse, wholeInstallation } from '@lectern/kit';
import { type AccessContext, schoolOf, teamsOf } from '../context.ts';
import type { Assignment } from '../contract/assignment.ts';
import { errors } from '../contract/errors.ts';
import { rightGiven, rightTaken, roleGiven, roleTaken } from '../contract/events.ts';
import { otherOwners } from '../leaving.ts';
import * as queries from '../queries.ts';
import { keepsTheSchool } from '../roles/roles.ts';
import type { RoleSets } from '../roles/sets.ts';
import { toldAssignments } from './shown.ts';

/** One person or team, one role or permission, one place. */
export interface Right {
  readonly userId: string | null;
  readonly team: string | null;
  readonly kind: 'role' | 'permission';
  readonly gives: string;
  readonly effect: 'allow' | 'deny';
  /** A resource, or the organization. */
  readonly on: string;
}
export interface Extent {
  readonly below: boolean;
  readonly from: Date | null;
  readonly until: Date | null;
}
export const alwaysHere: Extent = { below: false, from: null, until: null };

export interface Assignments {
  /** @returns what it gives or denies @throws access.unknown_role, access.unknown_permission */
  permissionsIn(right: Pick<Right, 'kind' | 'gives'>): Promise<ReadonlySet<string>>;
  /** Whether the caller may is asked before. @returns the id of the assignment */
  give(right: Right, extent: Extent): Promise<string>;
  /** @returns its extent; undefined when there is none */
  find(right: Right): Promise<Extent | undefined>;
  /** @throws access.last_owner */
  take(right: Right): Promise<void>;
  page(given: {
    cursor?: string | undefined;
    limit: number;
    on?: string | undefined;
    role?: string | undefined;
    enrolments?: boolean | undefined;
  }): Promise<Page<Assignment>>;
  told(ids: readonly string[]): Promise<Assignment[]>;
}

export function createAssignments(ctx: AccessContext, sets: RoleSets): Assignments {
  const { data, needs } = ctx;
  const isSchool = (on: string) => on === schoolOf(ctx);
  const isOwner = ({ gives, on, effect, kind }: Right) =>
    kind === 'role' && gives === 'owner' && effect === 'allow' && isSchool(on);

  async function permissionsIn({ kind, gives }: Pick<Right, 'kind' | 'gives'>): Promise<ReadonlySet<string>> {
    if (kind === 'role') return (await sets.of(gives)) ?? refuse(errors.unknownRole, { pointer: '/role' });
    return sets.everything().has(gives)
      ? sets.single(gives)
      : refuse(errors.unknownPermission, { pointer: '/permission' });
  }
  async function assertHolder({ userId, team }: Right): Promise<void> {
    if (userId !== null && !(await needs.organizations.isMember(userId)))
      refuse(errors.unknownPerson, { pointer: '/userId' });
    if (team !== null && !(await teamsOf(ctx).names([team])).has(team))
      refuse(errors.unknownTeam, { pointer: '/teamId' });
  }
  /** Of a team or of all schools below nobody counts who that is. */
  const changed = ({ userId }: Right, below: boolean) =>
    ctx.permissionsChanged(userId ?? (below ? wholeInstallation : schoolOf(ctx)));

  async function tell(right: Right, assignmentId: string, change: 'given' | 'taken'): Promise<void> {
    const { userId, team, kind, gives, effect } = right;
    const on = isSchool(right.on) ? null : right.on;
    if (userId !== null && kind === 'role' && effect === 'allow')
      return ctx.emit(change === 'given' ? roleGiven : roleTaken, { userId, role: gives, on });
    const [role, permission] = kind === 'role' ? [gives, null] : [null, gives];
    const about = { assignmentId, userId, teamId: team, role, permission, effect, on };
    return ctx.emit(change === 'given' ? rightGiven : rightTaken, about);
  }
  const told = async (ids: readonly string[]) => toldAssignments(ctx, await data.all(queries.shownByIds, { ids }));
  const giver = () => {
    const { actor, impersonator } = ctx.scope();
    return actor.kind === 'person' ? (impersonator ?? actor.id) : null;
  };
  const same = (one: Date | null, other: Date | null) => one?.getTime() === other?.getTime();

  return {
    permissionsIn,
    told,
    give: (right, { below, from, until }) =>
      data.unit(async () => {
        const permissions = await permissionsIn(right);
        await assertHolder(right);
        if (!isSchool(right.on) && !(await ctx.resources.find(right.on)))
          return refuse(kernelProblems.notFound, { pointer: '/on' });
        if (right.effect === 'deny' && isSchool(right.on) && permissions.has(keepsTheSchool))
          return refuse(errors.locksOut, { pointer: right.kind === 'role' ? '/role' : '/permission' });
        const stays = until === null && (from === null || from <= ctx.now());
        if (isOwner(right) && right.userId !== null && !stays && (await otherOwners(ctx, right.userId)) === 0)
          return refuse(errors.lastOwner, { pointer: until === null ? '/from' : '/until' });

        const by = { givenBy: giver(), givenAt: ctx.now() };
        const id = ctx.id();
        if ((await data.run(queries.give, { id, ...right, below, from, until, ...by })) === 0) {
          const before = (await data.one(queries.find, right)) ?? refuse(kernelProblems.busy);
          if (before.below !== below || !same(before.from, from) || !same(before.until, until)) {
            await data.run(queries.giveAgain, { id: before.id, below, from, until, ...by });
            await changed(right, below || before.below);
            await tell(right, before.id, 'given');
          }
          return before.id;
        }
        await changed(right, below);
        await tell(right, id, 'given');
        return id;
      }),
    find: (right) => data.one(queries.find, right),
    take: (right) =>
      data.unit(async () => {
        const { userId } = right;
        if (isOwner(right) && userId !== null && (await otherOwners(ctx, userId)) === 0)
          return refuse(errors.lastOwner);
        const found = await data.one(queries.find, right);
        if (!found) return assertHolder(right);
        await data.run(queries.take, { id: found.id });
        await changed(right, found.below);
        await tell(right, found.id, 'taken');
      }),
    async page({ cursor, limit, on = schoolOf(ctx), role, enrolments = true }) {
      const [afterKey = '', afterId = ''] = keysOf(cursor)?.map(String) ?? [];
      const query = queries.assignedOn[enrolments ? 'all' : 'byHand'][role === undefined ? 'any' : 'role'];
      const rows = await data.all(query, { on, gives: role ?? '', afterKey, afterId, rows: limit + 1 });
      const { items, next } = pageFrom(rows, limit, ({ sortKey, id }) => [sortKey, id]);
      return { items: await toldAssignments(ctx, items), next };
    },
  };
}
