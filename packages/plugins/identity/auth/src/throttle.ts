// Guessing is slow: ten wrong tries for an account, or from an address, and the rest of a quarter of an hour is refused.
// Kept in the database, so that a restart does not begin the count again.
import { networkOf, refuse } from '@lectern/kit';
import type { AuthContext } from './context.ts';
import { errors } from './contract.ts';
import { countTry, takeBackTry } from './queries.ts';
import { digestOf } from './tokens.ts';

const quarterOfAnHour = 15 * 60_000;
const few = 10;
const [mailsToAddress, mailsOfNetwork] = [3, 60];

export interface Throttle {
  /**
   * Counted before the try is made, so that a hundred at once are a hundred, and taken back by whoever was right.
   * @throws auth.too_many_attempts
   */
  spend(subjects: readonly string[]): Promise<void>;
  /**
   * Mails cost somebody else: three for an address, whoever asks, and sixty of a network, where a class may sit, in a quarter
   * of an hour. Nobody takes these back. @throws auth.too_many_attempts
   */
  spendMail(email: string, address: string | undefined): Promise<void>;
  takeBack(subjects: readonly string[]): Promise<void>;
}

/** Addresses that nobody has an account with are counted too: a throttle that knows accounts would tell who has one. */
export const account = (email: string): string => `account ${digestOf(email)}`;
export const network = (address: string | undefined): string[] =>
  address === undefined ? [] : [`network ${networkOf(address)}`];

/** @param allowed tries of one subject in a quarter of an hour */
export function createThrottle(ctx: AuthContext, allowed = few): Throttle {
  async function count(subject: string, most: number): Promise<void> {
    const now = ctx.now();
    const row = await ctx.data.one(countTry, { subject, now, until: new Date(now.getTime() + quarterOfAnHour) });
    if (row!.count > most) refuse(errors.tooManyAttempts);
  }
  return {
    spend: (subjects) =>
      ctx.data.unit(async () => {
        for (const subject of subjects) await count(subject, allowed);
      }),
    spendMail: (email, address) =>
      ctx.data.unit(async () => {
        for (const from of network(address)) await count(`mail ${from}`, mailsOfNetwork);
        await count(`mail ${account(email)}`, mailsToAddress);
      }),
    async takeBack(subjects) {
      for (const subject of subjects) await ctx.data.run(takeBackTry, { subject });
    },
  };
}
