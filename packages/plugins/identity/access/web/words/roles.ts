// How roles are called: those that every school has in the reader's language, its own as the school wrote them.
import type { AccessRolesOutput } from '@lectern/sdk';
import { builtInRoles, t } from './role-messages.ts';

export type RoleHere = AccessRolesOutput['items'][number];

/** @param own roles that the school made, as far as they were asked for; the id stands for one that is not among them */
export function roleName(id: string, own: readonly Pick<RoleHere, 'id' | 'name'>[] = []): string {
  const builtIn = builtInRoles.find((role) => role === id);
  return builtIn ? t(builtIn) : (own.find((role) => role.id === id)?.name ?? id);
}
