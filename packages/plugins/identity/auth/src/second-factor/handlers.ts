import { type Handlers, prepared } from '@lectern/kit';
import type { AuthContext } from '../context.ts';
import type { secondFactorOperations } from '../contract/second-factor.ts';
import type { Auth } from '../service.ts';
import { createStaffRule } from './required.ts';

const done = { done: true } as const;

export function secondFactorHandlers(auth: Auth, ctx: AuthContext): Handlers<typeof secondFactorOperations> {
  const { secondFactor, door, passwords, notices } = auth;
  const rule = createStaffRule(ctx);
  return {
    secondFactor: prepared(
      ({ ticket }, call) => door.count(ticket, call),
      ({ ticket, code }, call) => door.enterWith(ticket, code, call),
    ),
    async secondFactorState(_, { actor }) {
      const { since, recoveryCodes } = await secondFactor.state(actor.id);
      return {
        since: since?.toISOString() ?? null,
        recoveryCodes,
        required: await rule.asks(actor.id),
        password: (await passwords.among([actor.id])).size > 0,
      };
    },
    proposeSecondFactor: (_, call) => secondFactor.propose(call),
    turnOnSecondFactor: prepared(
      async (_, call) => {
        await secondFactor.count(call.actor.id, call);
        return { site: await notices.site(call) };
      },
      async ({ code }, call, { site }) => {
        const codes = await secondFactor.turnOn(code, call);
        await notices.tell(call.actor.id, 'second-factor-on', site);
        return { codes };
      },
    ),
    turnOffSecondFactor: prepared(
      async (_, call) => ({ site: await notices.site(call) }),
      async (_, call, { site }) => {
        await rule.allowOff(call.actor.id);
        await secondFactor.turnOff(call);
        await notices.tell(call.actor.id, 'second-factor-off', site);
        return done;
      },
    ),
    renewRecoveryCodes: async (_, call) => ({ codes: await secondFactor.renew(call) }),
    resetSecondFactor: prepared(
      async (_, call) => ({ site: await notices.site(call) }),
      async ({ email }, call, { site }) => {
        const userId = await secondFactor.reset(email, call);
        await notices.tell(userId, 'second-factor-off', site);
        return done;
      },
    ),
  };
}
