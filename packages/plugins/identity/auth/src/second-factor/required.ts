// A school may ask for the second step of who looks after it, or of everybody.
import { refuse } from '@lectern/kit';
import type { AuthContext } from '../context.ts';
import { secondFactorErrors } from '../contract/second-factor.ts';
import type { How } from '../contract/sessions.ts';
import { factorOf } from './queries.ts';

export interface StaffRule {
  /** In the organization of the scope. */
  asks(userId: string): Promise<boolean>;
  /** Whether somebody who came in this way has yet to set it up. */
  owes(userId: string, how: How): Promise<boolean>;
  /** @throws auth.second_factor_required */
  allowOff(userId: string): Promise<void>;
}

/** Ways in that prove one thing only. A passkey is two; of a school's own sign-on its provider says what it takes. */
const single: ReadonlySet<How> = new Set(['password', 'link', 'social']);

export function createStaffRule({ needs, settingsHere, data }: AuthContext): StaffRule {
  async function asks(userId: string): Promise<boolean> {
    const { secondFactor } = await settingsHere();
    if (secondFactor !== 'staff') return secondFactor === 'everyone';
    return (await needs.access.permissionsOf(userId)).length > 0;
  }
  return {
    asks,
    owes: async (userId, how) =>
      single.has(how) && (await asks(userId)) && (await data.one(factorOf, { userId }))?.active !== true,
    async allowOff(userId) {
      if (await asks(userId)) refuse(secondFactorErrors.required);
    },
  };
}
