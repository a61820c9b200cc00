// Everything that decides what somebody may in the organization: their own, their teams', and what schools above gave.
import { rightsOf as evaluated, type Grant, type Rights, runInScope, system } from '@lectern/kit';
import { type AccessContext, schoolOf, teamsOf } from '../context.ts';
import { rightsOf, rightsOfTeams } from '../queries.ts';
import { isBuiltIn, type RoleSets } from '../roles/sets.ts';

export interface Held extends Grant {
  /** Id of the assignment. */
  readonly source: string;
  /** Where it was given: here, or a school above. */
  readonly org: string;
  /** Holds in all schools below, too. */
  readonly below: boolean;
}
export interface RightsOf {
  grantsOf(userId: string): Promise<Held[]>;
  /** What was given or denied to these teams here. */
  ofTeams(teamIds: readonly string[]): Promise<Held[]>;
  /** Of who asks, as far as their credential goes. */
  mine(): Promise<Rights>;
}

export function createRightsOf(ctx: AccessContext, sets: RoleSets): RightsOf {
  const { data, needs } = ctx;

  async function given(userId: string | undefined, teams: readonly string[]): Promise<Held[]> {
    const org = schoolOf(ctx);
    const theirs = userId === undefined ? [] : await data.all(rightsOf, { userId });
    const rows = teams.length === 0 ? theirs : [...theirs, ...(await data.all(rightsOfTeams, { teams }))];
    const versions = new Map(
      rows.flatMap(({ gives, version }) => (version === null ? [] : [[gives, version] as const])),
    );
    const own = await sets.own(versions);
    return rows.flatMap(({ id, kind, gives, effect, on, below, from, until, path, type }): Held[] => {
      const scope = on === org ? `/${org}/` : path;
      const permissions =
        kind === 'permission' ? sets.single(gives) : isBuiltIn(gives) ? sets.builtIn(gives) : own.get(gives);
      if (scope === null || !permissions) return [];
      const term = { from: from?.getTime(), until: until?.getTime() };
      return [{ permissions, scope, type: type ?? undefined, effect, ...term, source: id, org, below }];
    });
  }
  const ownAndTeams = async (userId: string) => given(userId, await teamsOf(ctx).teamsOf(userId));
  /** What was given above holds for who belongs there, and is not suspended there. */
  async function fromAbove(userId: string): Promise<Held[]> {
    const here = schoolOf(ctx);
    const found: Held[] = [];
    for (const org of await needs.organizations.above(here)) {
      const inherited = await runInScope({ ...ctx.scope(), org, actor: system }, async () => {
        const reaching = (await ownAndTeams(userId)).filter(({ below }) => below);
        return reaching.length > 0 && (await needs.organizations.isMember(userId)) ? reaching : [];
      });
      found.push(...inherited.map((grant) => ({ ...grant, scope: `/${here}/` })));
    }
    return found;
  }
  const grantsOf = async (userId: string) => [...(await ownAndTeams(userId)), ...(await fromAbove(userId))];
  const everything = (): Held => ({
    permissions: sets.everything(),
    scope: `/${schoolOf(ctx)}/`,
    effect: 'allow',
    source: '',
    org: schoolOf(ctx),
    below: true,
  });
  async function myGrants(): Promise<Held[]> {
    const { actor } = ctx.scope();
    if (actor.kind === 'anonymous') return [];
    return actor.kind === 'person' ? grantsOf(actor.id) : [everything()];
  }
  const limit = () => {
    const { actor, only } = ctx.scope();
    return actor.kind === 'service' ? (only ?? new Set<string>()) : only;
  };
  return {
    grantsOf,
    ofTeams: (teams) => given(undefined, teams),
    mine: async () => evaluated(await myGrants(), limit()),
  };
}
