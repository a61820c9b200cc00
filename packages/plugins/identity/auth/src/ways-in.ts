import type { AuthContext } from './context.ts';
import { passkeysOf } from './passkeys/queries.ts';
import type { Passwords } from './service/passwords.ts';
import { accountsOf } from './sign-on/queries.ts';

export interface WaysIn {
  /** Whether somebody can sign in by themselves, without asking for a link by mail. */
  has(userId: string): Promise<boolean>;
}
export const createWaysIn = ({ data }: AuthContext, passwords: Passwords): WaysIn => ({
  has: async (userId) =>
    (await passwords.among([userId])).size > 0 ||
    (await data.all(passkeysOf, { userId })).length > 0 ||
    (await data.all(accountsOf, { userId })).length > 0,
});
