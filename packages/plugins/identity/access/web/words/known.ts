// The roles of the school and all that can be allowed: what a screen needs to call things by their names.
import type { LoadContext } from '@lectern/ui';
import { type Permission, sentence } from './permissions.ts';
import { orNothing } from './permitted.ts';
import { builtInRoles } from './role-messages.ts';
import { type RoleHere, roleName } from './roles.ts';
import { t } from './words.ts';

export interface Known {
  readonly roles: readonly RoleHere[];
  readonly permissions: readonly Permission[];
}

/** Nothing to whoever may not read it in the whole school: ids then stand where names would. */
export async function known({ lms, signal }: Pick<LoadContext<unknown>, 'lms' | 'signal'>): Promise<Known> {
  const [roles, permissions] = await Promise.all([
    lms.access.roles({}, { signal }).catch(orNothing),
    lms.access.permissions({}, { signal }).catch(orNothing),
  ]);
  return { roles: roles.items, permissions: permissions.items };
}

export const nameOfRole = (id: string, { roles }: Known): string => roleName(id, roles);
export const nameOfPermission = (name: string, { permissions }: Known): string =>
  sentence(permissions.find((one) => one.name === name) ?? { name, summary: name });
/** Of a role of the school in its own words. */
export function summaryOfRole({ id, summary }: Pick<RoleHere, 'id' | 'summary'>): string {
  const builtIn = builtInRoles.find((role) => role === id);
  return builtIn ? t(`role-what.${builtIn}`) : summary;
}
