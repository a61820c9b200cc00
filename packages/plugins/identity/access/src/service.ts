import { type Context, type Grant, kernelProblems, refuse } from '@lectern/kit';
import type { organizationsService } from '@lectern/organizations/contract';
import type { z } from 'zod';
import { type AccessService, type Assignment, errors, type Role, roleGiven, roleTaken } from './contract.ts';
import { otherOwners } from './leaving.ts';
import { assignedOn, give, holders, holdersOfAny, rolesOf, take, takeAll } from './queries.ts';

export interface Access extends AccessService {
  assignmentsOn(on: string | undefined): Promise<z.infer<typeof Assignment>[]>;
  grantsOf(userId: string): Promise<Grant[]>;
  /** Of a service account, whose identity says which of it (see `Identity.only`). */
  everything(org: string): Grant[];
  /** Whoever has a role on one of these is asked for again: its path has changed. */
  moved(resources: readonly string[]): Promise<void>;
  /** Roles on these are gone with them. */
  removed(resources: readonly string[]): Promise<void>;
}

export function createAccess(ctx: Context<{ organizations: typeof organizationsService }>): Access {
  const { data, needs } = ctx;
  const permissionsByRole = new Map<Role, ReadonlySet<string>>();

  function permissionsOfRole(role: Role): ReadonlySet<string> {
    const known = permissionsByRole.get(role);
    if (known) return known;
    const all = ctx.permissions.filter(({ roles }) => role === 'owner' || roles.includes(role)).map(({ name }) => name);
    const permissions = new Set(all);
    permissionsByRole.set(role, permissions);
    return permissions;
  }
  const school = () => {
    const { org } = ctx.scope();
    if (!org) throw new Error('roles are given in an organization, and the current scope has none');
    return org;
  };
  const shown = (on: string) => (on === school() ? null : on);

  async function grantsOf(userId: string): Promise<Grant[]> {
    const rows = await data.all(rolesOf, { userId });
    return rows.flatMap(({ role, on, path }) => {
      const scope = on === school() ? `/${on}/` : path;
      return scope === null ? [] : [{ permissions: permissionsOfRole(role), scope, effect: 'allow' as const }];
    });
  }

  const covers = (own: readonly Grant[], permission: string, scope: string) =>
    own.some((grant) => grant.effect === 'allow' && scope.startsWith(grant.scope) && grant.permissions.has(permission));

  return {
    grantsOf,
    everything: (org) => [
      { permissions: new Set(ctx.permissions.map(({ name }) => name)), scope: `/${org}/`, effect: 'allow' },
    ],
    async mayMoreThan(userId, other) {
      const [theirs, own] = [await grantsOf(userId), await grantsOf(other)];
      return theirs.some(({ permissions, scope }) => [...permissions].some((one) => !covers(own, one, scope)));
    },
    async mayGive(role, on) {
      for (const permission of permissionsOfRole(role)) if (!(await ctx.can(permission, on))) return false;
      return true;
    },
    removed: async (on) => void (await data.run(takeAll, { on })),
    async moved(on) {
      for (const { userId } of await data.all(holdersOfAny, { on })) await ctx.permissionsChanged(userId);
    },
    give: (userId, role, on = school()) =>
      data.unit(async () => {
        if (!(await needs.organizations.isMember(userId))) return refuse(errors.unknownPerson, { pointer: '/userId' });
        if (on !== school() && !(await ctx.resources.find(on)))
          return refuse(kernelProblems.notFound, { pointer: '/on' });
        if ((await data.run(give, { userId, role, on, givenAt: ctx.now() })) === 0) return;
        await ctx.permissionsChanged(userId);
        await ctx.emit(roleGiven, { userId, role, on: shown(on) });
      }),
    take: (userId, role, on = school()) =>
      data.unit(async () => {
        if (role === 'owner' && on === school() && (await otherOwners(ctx, userId)) === 0)
          return refuse(errors.lastOwner);
        if ((await data.run(take, { userId, role, on })) === 0) {
          if (!(await needs.organizations.isMember(userId))) refuse(errors.unknownPerson, { pointer: '/userId' });
          return;
        }
        await ctx.permissionsChanged(userId);
        await ctx.emit(roleTaken, { userId, role, on: shown(on) });
      }),
    async permissionsOf(userId) {
      const everywhere = (await grantsOf(userId)).filter(({ scope }) => scope === `/${school()}/`);
      return [...new Set(everywhere.flatMap(({ permissions }) => [...permissions]))].sort();
    },
    hasOwner: async () => (await data.all(holders, { on: school(), role: 'owner' })).length > 0,
    owners: async () => (await data.all(holders, { on: school(), role: 'owner' })).map(({ userId }) => userId),
    async assignmentsOn(on = school()) {
      const rows = await data.all(assignedOn, { on });
      return rows.map((row) => ({ ...row, on: shown(on) }));
    },
  };
}
