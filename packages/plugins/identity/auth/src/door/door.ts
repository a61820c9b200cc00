// The last step of every way in that proves one thing only: who owes a second proof gets a ticket for it instead of a
// session. A passkey, which is both, and a school's own sign-on go straight to `sessions.start`.
import { type Call, refuse } from '@lectern/kit';
import type { Account } from '@lectern/users/contract';
import type { AuthContext } from '../context.ts';
import { secondFactorErrors } from '../contract/second-factor.ts';
import type { How } from '../contract/sessions.ts';
import type { Entered } from '../contract/sign-in.ts';
import type { Session } from '../contract.ts';
import { addTicket, endTicketsOf, ticketByHash, useTicket } from '../second-factor/queries.ts';
import { createStaffRule } from '../second-factor/required.ts';
import type { SecondFactor } from '../second-factor/second-factor.ts';
import type { Sessions } from '../service/sessions.ts';
import { refuseWhereSignOnIsNeeded } from '../sign-on/needed.ts';
import { digestOf, newToken } from '../tokens.ts';

/** In milliseconds: as long as it takes to find the phone. */
const ticketLifetime = 10 * 60_000;

export const nobodyYet = { person: null, permissions: [] } satisfies Session;

export interface Door {
  /** In a unit of work, for somebody who has proven one thing. */
  enter(account: Account, call: Call, how: How): Promise<Entered>;
  /** Outside a unit of work: counts the try. @throws auth.sign_in_again, auth.too_many_attempts */
  count(ticket: string, call: Call): Promise<void>;
  /** In a unit of work. A wrong code leaves the ticket as it is. @throws auth.sign_in_again, auth.wrong_code */
  enterWith(ticket: string, code: string, call: Call): Promise<Session>;
  endTicketsOf(userId: string): Promise<void>;
}

export function createDoor(ctx: AuthContext, sessions: Sessions, secondFactor: SecondFactor): Door {
  const { data, needs } = ctx;
  const rule = createStaffRule(ctx);
  const again = () => refuse(secondFactorErrors.ticketEnded);

  return {
    async enter(account, call, how) {
      await refuseWhereSignOnIsNeeded(ctx, account);
      if (!(await secondFactor.has(account.id))) {
        const session = await sessions.start(account, call, how);
        return (await rule.owes(account.id, how)) ? { ...session, next: 'set-up-second-factor' } : session;
      }
      const ticket = newToken();
      const expiresAt = new Date(ctx.now().getTime() + ticketLifetime);
      await data.run(addTicket, { hash: digestOf(ticket), userId: account.id, how, expiresAt });
      return { ...nobodyYet, next: 'second-factor', ticket };
    },
    async count(ticket, call) {
      const row = await data.one(ticketByHash, { hash: digestOf(ticket), now: ctx.now() });
      await secondFactor.count(row?.userId ?? again(), call);
    },
    async enterWith(ticket, code, call) {
      const row = (await data.one(useTicket, { hash: digestOf(ticket), now: ctx.now() })) ?? again();
      const member = await needs.organizations.isMember(row.userId);
      const account = (member ? await needs.users.find(row.userId) : undefined) ?? again();
      call.about(account.id);
      await secondFactor.take(account.id, code, call);
      return sessions.start(account, call, row.how as How);
    },
    endTicketsOf: async (userId) => void (await data.run(endTicketsOf, { userId })),
  };
}
