// Why somebody may or may not: the same evaluator as every check, told in words of people.
import { builtInRoles, type Grant, kernelProblems, refuse, rightsOf, runInScope } from '@lectern/kit';
import { toldAssignments } from '../assignments/shown.ts';
import { type AccessContext, schoolOf, titlesOf } from '../context.ts';
import type { Reason } from '../contract/assignment.ts';
import { errors } from '../contract/errors.ts';
import type { Explanation } from '../contract/explain.ts';
import { shownByIds } from '../queries.ts';
import type { Held, RightsOf } from '../rights/rights-of.ts';
import { allRoles } from '../roles/queries.ts';
import type { Roles } from '../roles/roles.ts';
import type { RoleSets } from '../roles/sets.ts';

export type Explain = (userId: string, permission: string, on?: string) => Promise<Explanation>;

export function createExplain(ctx: AccessContext, sets: RoleSets, rights: RightsOf, roles: Roles) {
  const { data, needs } = ctx;

  async function placeOf(on: string | undefined) {
    if (on === undefined || on === schoolOf(ctx)) return { path: `/${schoolOf(ctx)}/`, on: null, place: null };
    const resource = (await ctx.resources.find(on)) ?? refuse(kernelProblems.notFound, { pointer: '/on' });
    const title = (await titlesOf(ctx, [resource])).get(on) ?? null;
    return { path: resource.path, on, place: { type: resource.type, title } };
  }
  /** Each read where it was given; in the order of the grants. */
  async function reasonsFor(grants: readonly Held[]): Promise<Reason[]> {
    const found = new Map<string, Reason>();
    const here = schoolOf(ctx);
    for (const org of new Set(grants.map((grant) => grant.org)))
      await runInScope({ ...ctx.scope(), org }, async () => {
        const ids = grants.filter((grant) => grant.org === org).map(({ source }) => source);
        const told = await toldAssignments(ctx, await data.all(shownByIds, { ids }));
        const names = await roles.names(told.flatMap(({ role }) => role ?? []));
        const above = org === here ? null : (await needs.organizations.current()).name;
        for (const one of told)
          found.set(one.assignmentId, {
            ...one,
            roleName: one.role === null ? null : (names.get(one.role) ?? one.role),
            above,
          });
      });
    return grants.flatMap(({ source }) => found.get(source) ?? []);
  }
  async function rolesWith(permission: string): Promise<{ id: string; name: string }[]> {
    const own = (await data.all(allRoles)).filter(({ permissions }) => permissions.includes(permission));
    const builtIn = [...builtInRoles].reverse().filter((role) => sets.builtIn(role).has(permission));
    const names = await roles.names(builtIn);
    return [...own.map(({ id, name }) => ({ id, name })), ...builtIn.map((id) => ({ id, name: names.get(id) ?? id }))];
  }
  /** All that was given to or denied somebody, here and above. */
  async function allOf(userId: string): Promise<Reason[]> {
    if (!(await needs.organizations.membershipOf(userId))) return refuse(errors.unknownPerson, { pointer: '/userId' });
    return reasonsFor(await rights.grantsOf(userId));
  }
  const explain: Explain = async (userId, permission, on) => {
    const membership = await needs.organizations.membershipOf(userId);
    if (!membership) return refuse(errors.unknownPerson, { pointer: '/userId' });
    const person = (await needs.users.many([userId])).get(userId);
    const { path, on: resource, place } = await placeOf(on);
    const declared = ctx.permissions.find(({ name }) => name === permission);
    const grants = await rights.grantsOf(userId);
    const evaluated = rightsOf(grants);
    const now = ctx.now().getTime();
    const { allowed, by } = evaluated.decide(permission, path, now);
    const speaking = evaluated.speaking(permission, path) as Held[];
    const isHere = membership.state === 'active';
    const because = (): Explanation['because'] => {
      if (!declared) return 'unknown_permission';
      if (!isHere) return 'not_here';
      if (by) return by.effect === 'deny' ? 'denied' : 'given';
      const waits = ({ effect, from }: Grant) => effect === 'allow' && from !== undefined && from > now;
      if (speaking.some(waits)) return 'later';
      return speaking.some(({ effect }) => effect === 'allow') ? 'over' : 'nothing';
    };
    const decides = by ? (await reasonsFor([by as Held]))[0] : undefined;
    return {
      allowed: allowed && isHere && declared !== undefined,
      because: because(),
      userId,
      name: person?.name ?? userId,
      permission,
      permissionSummary: declared?.summary ?? null,
      on: resource,
      place,
      decides: decides ?? null,
      others: await reasonsFor(speaking.filter((one) => one !== by)),
      would: await rolesWith(permission),
    };
  };
  return { explain, allOf };
}
