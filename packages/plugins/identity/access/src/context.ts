import { type Context, titlesSlot } from '@lectern/kit';
import type { organizationsService } from '@lectern/organizations/contract';
import type { usersService } from '@lectern/users/contract';
import { teamsSlot } from './contract/slots.ts';

export type AccessContext = Context<{ organizations: typeof organizationsService; users: typeof usersService }>;

export const schoolOf = (ctx: Pick<AccessContext, 'scope'>): string => {
  const { org } = ctx.scope();
  if (!org) throw new Error('roles are given in an organization, and the current scope has none');
  return org;
};
/** Without teams nobody is in any. */
export const teamsOf = (ctx: AccessContext) => {
  const [keeper] = ctx.fills(teamsSlot);
  return {
    teamsOf: async (userId: string) => (await keeper?.teamsOf(userId)) ?? [],
    names: async (ids: readonly string[]) =>
      (ids.length === 0 ? undefined : await keeper?.names(ids)) ?? new Map<string, string>(),
    peopleIn: async (team: string, after: string, rows: number) => (await keeper?.peopleIn(team, after, rows)) ?? [],
  };
};
export async function titlesOf(ctx: AccessContext, things: readonly { readonly id: string; readonly type: string }[]) {
  const found = new Map<string, string>();
  for (const { type, titles } of ctx.fills(titlesSlot)) {
    const ids = things.filter((one) => one.type === type).map(({ id }) => id);
    if (ids.length > 0) for (const [id, title] of await titles([...new Set(ids)])) found.set(id, title);
  }
  return found;
}
