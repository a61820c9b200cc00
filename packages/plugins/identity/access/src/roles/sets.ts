// What each role gives, as sets that everybody who has the role shares: a thousand roles are a thousand sets, however many
// people there are.
import { type BuiltInRole, builtInRoles } from '@lectern/kit';
import { type AccessContext, schoolOf } from '../context.ts';
import { rolesByIds } from '../queries.ts';

export interface RoleSets {
  builtIn(role: BuiltInRole): ReadonlySet<string>;
  single(permission: string): ReadonlySet<string>;
  /** Every permission that a loaded plugin declares. */
  everything(): ReadonlySet<string>;
  /** Of the organization's own, in these versions where they are known; others are read. */
  own(wanted: ReadonlyMap<string, string | undefined>): Promise<ReadonlyMap<string, ReadonlySet<string>>>;
  /** @returns undefined where there is no such role */
  of(role: string): Promise<ReadonlySet<string> | undefined>;
}
export const isBuiltIn = (role: string): role is BuiltInRole => builtInRoles.includes(role as BuiltInRole);

/** Of roles that were removed the sets stay until this many are known. */
const capacity = 20_000;

export function createRoleSets(ctx: AccessContext): RoleSets {
  const { data } = ctx;
  const fixed = new Map<BuiltInRole, ReadonlySet<string>>();
  const singles = new Map<string, ReadonlySet<string>>();
  const versions = new Map<string, { readonly version: string; readonly permissions: ReadonlySet<string> }>();
  let all: ReadonlySet<string> | undefined;

  const kept = <K, V>(known: Map<K, V>, key: K, make: () => V): V => {
    const found = known.get(key) ?? make();
    known.set(key, found);
    return found;
  };
  const sets: RoleSets = {
    everything: () => (all ??= new Set(ctx.permissions.map(({ name }) => name))),
    builtIn: (role) =>
      kept(fixed, role, () => {
        if (role === 'owner') return sets.everything();
        const has = ctx.permissions.filter(({ roles, ownerOnly }) =>
          role === 'admin' ? !ownerOnly : !ownerOnly && roles.includes(role),
        );
        return new Set(has.map(({ name }) => name));
      }),
    single: (permission) => kept(singles, permission, () => new Set([permission])),
    async own(wanted) {
      const org = schoolOf(ctx);
      const found = new Map<string, ReadonlySet<string>>();
      const missing: string[] = [];
      for (const [role, version] of wanted) {
        const known = versions.get(`${org} ${role}`);
        if (known && known.version === version) found.set(role, known.permissions);
        else missing.push(role);
      }
      if (missing.length === 0) return found;
      if (versions.size > capacity) versions.clear();
      // A version is never used again, so that what a unit read and then rolled back is not taken for what came after it.
      for (const { id, version, permissions } of await data.all(rolesByIds, { ids: missing })) {
        const set = new Set(permissions);
        versions.set(`${org} ${id}`, { version, permissions: set });
        found.set(id, set);
      }
      return found;
    },
    of: async (role) =>
      isBuiltIn(role) ? sets.builtIn(role) : (await sets.own(new Map([[role, undefined]]))).get(role),
  };
  return sets;
}
