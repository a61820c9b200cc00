// Nobody hands on what they do not have: the permissions of keys and service accounts come from whoever makes them.
import { kernelProblems, refuse } from '@lectern/kit';
import type { AuthContext } from '../context.ts';
import type { GivenPermission } from '../contract.ts';

/** What acts on the person's own account: `needs: 'self'` of an operation. */
export const self = 'self';
/** Their operations are done in person only, so no program has a use for them. */
const inPersonOnly: ReadonlySet<string> = new Set(['key.create', 'service-account.write', 'user.impersonate']);

export interface Holding {
  /** What the caller may hand on, anywhere in the school. */
  permissions(): Promise<GivenPermission[]>;
  /** @throws not_allowed for the first that the caller does not hold, invalid_input for one that there is not */
  assert(permissions: readonly string[]): Promise<void>;
}

export function createHolding(ctx: AuthContext): Holding {
  const held = async (permission: string) => (await ctx.visible(permission)).length > 0;
  return {
    async permissions() {
      const found: GivenPermission[] = [];
      for (const { name, summary, plugin } of ctx.permissions)
        if (!inPersonOnly.has(name) && (await held(name))) found.push({ name, summary, plugin });
      return found.sort((a, b) => (a.name < b.name ? -1 : 1));
    },
    async assert(permissions) {
      const known = new Set(ctx.permissions.map(({ name }) => name));
      for (const [i, permission] of permissions.entries()) {
        const pointer = `/permissions/${i}`;
        if (permission === self) continue;
        if (!known.has(permission) || inPersonOnly.has(permission))
          refuse(kernelProblems.invalid, {
            pointer,
            detail: known.has(permission)
              ? `${permission} is for people only; a program cannot use it.`
              : `There is no permission ${permission}. auth.keyPermissions lists those you can give.`,
          });
        if (!(await held(permission)))
          refuse(kernelProblems.forbidden, {
            pointer,
            detail: `You cannot give ${permission}, for you do not have it yourself.`,
            facts: { permission },
          });
      }
    },
  };
}
