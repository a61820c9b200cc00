// Guessing is slow: ten wrong tries for an account, or from an address, and the rest of a quarter of an hour is refused.
// Kept in the database, so that a restart does not begin the count again.
import { refuse } from '@lectern/kit';
import type { AuthContext } from './context.ts';
import { errors } from './contract.ts';
import { networkOf } from './network.ts';
import { countTry, takeBackTry } from './queries.ts';
import { digestOf } from './tokens.ts';

const quarterOfAnHour = 15 * 60_000;
const allowed = 10;

export interface Throttle {
  /**
   * Counted before the try is made, so that a hundred at once are a hundred, and taken back by whoever was right.
   * @throws auth.too_many_attempts
   */
  spend(subjects: readonly string[]): Promise<void>;
  takeBack(subjects: readonly string[]): Promise<void>;
}

/** Addresses that nobody has an account with are counted too: a throttle that knows accounts would tell who has one. */
export const account = (email: string): string => `account ${digestOf(email)}`;
export const network = (address: string | undefined): string[] =>
  address === undefined ? [] : [`network ${networkOf(address)}`];

export const createThrottle = (ctx: AuthContext): Throttle => ({
  spend: (subjects) =>
    ctx.data.unit(async () => {
      const at = ctx.now();
      for (const subject of subjects) {
        const row = await ctx.data.one(countTry, { subject, now: at, until: new Date(at.getTime() + quarterOfAnHour) });
        if (row!.count > allowed) return refuse(errors.tooManyAttempts);
      }
    }),
  async takeBack(subjects) {
    for (const subject of subjects) await ctx.data.run(takeBackTry, { subject });
  },
});
