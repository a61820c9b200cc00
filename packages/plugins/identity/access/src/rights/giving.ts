// Nobody gives what they do not have: the one question behind every door through which somebody could get more.
import { kernelProblems, type Rights, refuse, rightsOf } from '@lectern/kit';
import { type AccessContext, schoolOf } from '../context.ts';
import type { Term } from '../contract.ts';
import type { RoleSets } from '../roles/sets.ts';
import type { Held, RightsOf } from './rights-of.ts';

export interface Place extends Term {
  /** A resource; the organization when absent. */
  readonly on?: string | undefined;
  readonly below?: boolean | undefined;
}
export interface Giving {
  /** Whether the caller has all of these there, as long. @throws not_found */
  mayGiveAll(permissions: Iterable<string>, place?: Place): Promise<boolean>;
  mayChangeTeam(teamId: string): Promise<boolean>;
  mayMoreThan(userId: string, other: string): Promise<boolean>;
  /** In the account of somebody the caller may not do what these may not: their address is a way into it. @throws not_allowed */
  assertMayTouch(userId: string): Promise<void>;
}

const always = Number.POSITIVE_INFINITY;
/** Whoever has it makes owners of the schools below, so what reaches those is theirs to give. */
const reachesBelow = 'organization.create';

export function createGiving(ctx: AccessContext, sets: RoleSets, rights: RightsOf): Giving {
  async function pathOf(on: string | undefined): Promise<string> {
    if (on === undefined || on === schoolOf(ctx)) return `/${schoolOf(ctx)}/`;
    return (await ctx.resources.find(on))?.path ?? refuse(kernelProblems.notFound, { pointer: '/on' });
  }
  /** What no loaded plugin declares nobody has: it is given by who has all that there is. */
  function hasAll(own: Rights, permissions: Iterable<string>, path: string, from: number, until: number): boolean {
    const known = sets.everything();
    const has = (permission: string) => own.holds(permission, path, from, until);
    for (const permission of permissions)
      if (!(known.has(permission) ? has(permission) : [...known].every(has))) return false;
    return true;
  }
  const missing = (own: Rights, { permissions, scope, from, until, below }: Held, at: number) =>
    !hasAll(
      own,
      below ? [...permissions, reachesBelow] : permissions,
      scope,
      Math.max(from ?? at, at),
      until ?? always,
    );

  /** Whether what holds now goes beyond what another has, without what whoever learns has anyway. */
  async function exceeds(
    theirs: readonly Held[],
    others: () => Promise<readonly Held[]>,
    without: ReadonlySet<string> = new Set(),
  ): Promise<boolean> {
    const at = ctx.now().getTime();
    const now = theirs.filter(
      ({ effect, from, until }) => effect === 'allow' && (from ?? at) <= at && (until ?? always) > at,
    );
    if (now.length === 0) return false;
    const own = rightsOf(await others());
    return now.some(
      ({ permissions, scope }) =>
        !hasAll(
          own,
          [...permissions].filter((one) => !without.has(one)),
          scope,
          at,
          at + 1,
        ),
    );
  }

  return {
    async mayGiveAll(permissions, { on, below, from, until } = {}) {
      const own = await rights.mine();
      const at = ctx.now().getTime();
      return hasAll(
        own,
        below ? [...permissions, reachesBelow] : permissions,
        await pathOf(on),
        Math.max(from?.getTime() ?? at, at),
        until?.getTime() ?? always,
      );
    },
    async mayChangeTeam(teamId) {
      const resource = await ctx.resources.find(teamId);
      if (!resource) return refuse(kernelProblems.notFound, { pointer: '/teamId' });
      // The team and those that it is part of: ids of its path, behind the organization's.
      const held = await rights.ofTeams(resource.path.split('/').slice(2, -1));
      const [own, at] = [await rights.mine(), ctx.now().getTime()];
      return held.every((one) => !missing(own, one, at));
    },
    async mayMoreThan(userId, other) {
      return exceeds(await rights.grantsOf(userId), () => rights.grantsOf(other));
    },
    async assertMayTouch(userId) {
      const { actor } = ctx.scope();
      if (actor.kind === 'system' || actor.id === userId) return;
      const theirs = await rights.grantsOf(userId);
      const more =
        actor.kind === 'person'
          ? await exceeds(theirs, () => rights.grantsOf(actor.id), sets.builtIn('learner'))
          : theirs.some(({ permissions }) => permissions.has('access.assign')) && !(await ctx.can('access.assign'));
      if (more)
        refuse(kernelProblems.forbidden, {
          pointer: '/userId',
          detail: 'They may more than you, so their account is not yours to change.',
        });
    },
  };
}
