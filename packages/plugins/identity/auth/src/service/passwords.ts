import type { AuthContext } from '../context.ts';
import { passwordChanged } from '../contract.ts';
import { endLinkOf, storePassword, withPassword } from '../queries.ts';
import type { Sessions } from './sessions.ts';

export interface Passwords {
  /** In a unit of work. Ends the person's sessions and set-up link: whoever knew the old password, or was sent a link, is out. */
  store(userId: string, hash: string): Promise<void>;
  /** Those of the people who have one. */
  among(userIds: readonly string[]): Promise<ReadonlySet<string>>;
}

export const createPasswords = (ctx: AuthContext, sessions: Sessions): Passwords => ({
  async store(userId, hash) {
    await ctx.data.run(storePassword, { userId, hash, changedAt: ctx.now() });
    await ctx.data.run(endLinkOf, { userId });
    await sessions.endAllOf(userId);
    await ctx.emit(passwordChanged, { userId });
  },
  among: async (userIds) => new Set((await ctx.data.all(withPassword, { userIds })).map(({ userId }) => userId)),
});
