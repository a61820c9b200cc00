import type { AuthContext } from '../context.ts';
import { addAccount, listAccounts } from './queries.ts';

/** Without a key: whoever needs one makes it, and sees it once. */
export async function seedServiceAccount(ctx: AuthContext): Promise<void> {
  if ((await ctx.data.all(listAccounts)).length > 0) return;
  await ctx.data.run(addAccount, {
    id: ctx.id(),
    name: 'Registration office',
    description: 'Brings new people over from the office every night.',
    permissions: ['user.create', 'user.read'],
    createdBy: null,
    createdAt: ctx.now(),
    disabledAt: null,
  });
}
