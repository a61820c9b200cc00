import { type Grant, rightsOf } from '@lectern/kit';
import { type Assignments, alwaysHere, createAssignments, type Right } from './assignments/assignments.ts';
import { type AccessContext, schoolOf } from './context.ts';
import type { Reason } from './contract/assignment.ts';
import type { AccessService } from './contract.ts';
import { createExplain } from './explain/explain.ts';
import { createReview } from './explain/review.ts';
import { anyOfTeams, holders, holdersOfAny, takeAll } from './queries.ts';
import { createGiving, type Giving } from './rights/giving.ts';
import { createRightsOf } from './rights/rights-of.ts';
import { roleByName } from './roles/queries.ts';
import { createRoles, type Roles } from './roles/roles.ts';
import { createRoleSets, type RoleSets } from './roles/sets.ts';

export interface Access extends AccessService {
  readonly sets: RoleSets;
  readonly roles: Roles;
  readonly assignments: Assignments;
  readonly giving: Giving;
  /** All that was given to or denied somebody. */
  allOf(userId: string): Promise<Reason[]>;
  grantsOf(userId: string): Promise<readonly Grant[]>;
  /** Of a service account, whose identity says which of it (see `Identity.only`). */
  everything(org: string): Grant[];
  /** Whoever has a role on one of these is asked for again: its path has changed. */
  moved(resources: readonly string[]): Promise<void>;
  /** Roles on these are gone with them, and what these had, where they are teams. */
  removed(resources: readonly string[]): Promise<void>;
}

/** Of more than so many the whole organization is asked for again, which is one row. */
const oneByOne = 50;

export function createAccess(ctx: AccessContext): Access {
  const { data } = ctx;
  const sets = createRoleSets(ctx);
  const rights = createRightsOf(ctx, sets);
  const giving = createGiving(ctx, sets, rights);
  const roles = createRoles(ctx, sets, giving);
  const assignments = createAssignments(ctx, sets);
  const { explain, allOf } = createExplain(ctx, sets, rights, roles);

  const ofPerson = (userId: string, role: string, on = schoolOf(ctx)): Right => ({
    userId,
    team: null,
    kind: 'role',
    gives: role,
    effect: 'allow',
    on,
  });
  const owners = async () =>
    (await data.all(holders, { on: schoolOf(ctx), gives: 'owner', now: ctx.now() })).map(({ userId }) => userId);
  const { grantsOf } = rights;

  return {
    sets,
    roles,
    assignments,
    giving,
    grantsOf,
    explain,
    allOf,
    owners,
    nameOfRole: async (role) => (await roles.names([role])).get(role),
    review: createReview(ctx, sets),
    hasOwner: async () => (await owners()).length > 0,
    mayMoreThan: giving.mayMoreThan,
    mayChangeTeam: giving.mayChangeTeam,
    async mayGive(role, on) {
      const permissions = await sets.of(role);
      return permissions !== undefined && giving.mayGiveAll(permissions, { on });
    },
    async give(userId, role, on, { from, until } = {}) {
      await assignments.give(ofPerson(userId, role, on), { ...alwaysHere, from: from ?? null, until: until ?? null });
    },
    async deny(userId, permission, on) {
      const right = { ...ofPerson(userId, permission, on), kind: 'permission', effect: 'deny' } as const;
      await assignments.give(right, alwaysHere);
    },
    define: async (role) => (await data.one(roleByName, { name: role.name }))?.id ?? (await roles.create(role)).id,
    take: (userId, role, on) => assignments.take(ofPerson(userId, role, on)),
    async permissionsOf(userId) {
      const held = rightsOf(await grantsOf(userId));
      const [path, now] = [`/${schoolOf(ctx)}/`, ctx.now().getTime()];
      return [...sets.everything()].filter((one) => held.decide(one, path, now).allowed).sort();
    },
    everything: (org) => [{ permissions: sets.everything(), scope: `/${org}/`, effect: 'allow' }],
    async moved(on) {
      const found = await data.all(holdersOfAny, { on, rows: oneByOne + 1 });
      const isTeam =
        found.some(({ team }) => team !== null) || (await data.one(anyOfTeams, { teams: on })) !== undefined;
      if (isTeam || found.length > oneByOne) return ctx.permissionsChanged(schoolOf(ctx));
      for (const { userId } of found) if (userId !== null) await ctx.permissionsChanged(userId);
    },
    async removed(gone) {
      const ofTeams = await data.one(anyOfTeams, { teams: gone });
      await data.run(takeAll, { gone });
      if (ofTeams) await ctx.permissionsChanged(schoolOf(ctx));
    },
  };
}
