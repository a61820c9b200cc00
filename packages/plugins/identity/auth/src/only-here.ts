import { refuse } from '@lectern/kit';
import type { AuthContext } from './context.ts';
import { errors } from './contract.ts';

/**
 * Before staff change how somebody signs in. An account is one in all schools of the installation: whoever runs one of them
 * would come into the others with it. Only who owns the machine is believed. @throws auth.belongs_elsewhere
 */
export async function assertOnlyHere({ needs, scope }: AuthContext, userId: string, pointer: string): Promise<void> {
  if (scope().via === 'command-line') return;
  if ((await needs.organizations.organizationsOf(userId)).length > 1) refuse(errors.belongsElsewhere, { pointer });
}
