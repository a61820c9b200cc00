import { currentScope, runInScope, system } from '@lectern/kit';
import type { AuthContext } from './context.ts';

/**
 * The machine's owner, an embedding application and a school that is being set up say no organization: the default one
 * is meant. @returns undefined when there is none yet
 */
export async function inSchool<T>(ctx: AuthContext, work: (org: string) => Promise<T>): Promise<T | undefined> {
  const org = await ctx.needs.organizations.defaultId();
  if (org === undefined) return undefined;
  return runInScope({ actor: system, request: 'identity', via: 'kernel', ...currentScope(), org }, () => work(org));
}
