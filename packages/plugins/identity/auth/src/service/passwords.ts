import type { AuthContext } from '../context.ts';
import { passwordChanged } from '../contract.ts';
import type { OneTimeLinks } from '../mail/one-time.ts';
import { storePassword, withPassword } from '../queries.ts';
import { endTicketsOf } from '../second-factor/queries.ts';
import type { Sessions } from './sessions.ts';

export interface Passwords {
  /** In a unit of work. Ends the person's sessions and links: whoever knew the old password, or was sent a link, is out. */
  store(userId: string, hash: string): Promise<void>;
  /** Those of the people who have one. */
  among(userIds: readonly string[]): Promise<ReadonlySet<string>>;
}

export const createPasswords = (ctx: AuthContext, sessions: Sessions, oneTime: OneTimeLinks): Passwords => ({
  async store(userId, hash) {
    await ctx.data.run(storePassword, { userId, hash, changedAt: ctx.now() });
    await oneTime.endAllOf(userId);
    await ctx.data.run(endTicketsOf, { userId });
    await sessions.endAllOf(userId);
    await ctx.emit(passwordChanged, { userId });
  },
  among: async (userIds) => new Set((await ctx.data.all(withPassword, { userIds })).map(({ userId }) => userId)),
});
