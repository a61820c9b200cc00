import { type Call, kernelProblems, refuse } from '@lectern/kit';
import type { AuthContext } from '../context.ts';
import { secondFactorErrors as errors } from '../contract/second-factor.ts';
import { secondFactorChanged } from '../contract.ts';
import { assertOnlyHere } from '../only-here.ts';
import type { Sessions } from '../service/sessions.ts';
import { endOthers } from '../sessions/queries.ts';
import { createThrottle, network } from '../throttle.ts';
import { digestOf } from '../tokens.ts';
import { addressOf, newRecoveryCodes, newSecret, phoneCode, recoveryHash, stepOf } from './codes.ts';
import {
  activate,
  addRecoveryCode,
  endFactor,
  endRecoveryCodes,
  factorOf,
  proposeFactor,
  recoveryCodesLeft,
  takeStep,
  useRecoveryCode,
} from './queries.ts';

export interface SecondFactor {
  has(userId: string): Promise<boolean>;
  state(userId: string): Promise<{ since: Date | null; recoveryCodes: number }>;
  /** In a unit of work. @throws auth.second_factor_on, auth.confirm_first */
  propose(call: Call): Promise<{ secret: string; address: string }>;
  /** In a unit of work. @returns recovery codes @throws auth.wrong_code, auth.second_factor_on, auth.second_factor_off, auth.confirm_first */
  turnOn(code: string, call: Call): Promise<string[]>;
  /** In a unit of work. @throws auth.second_factor_off, auth.confirm_first */
  turnOff(call: Call): Promise<void>;
  /** In a unit of work. @throws auth.second_factor_off, auth.confirm_first */
  renew(call: Call): Promise<string[]>;
  /** In a unit of work, for who lost it. @returns whose it was @throws not_found, not_allowed, auth.second_factor_off */
  reset(email: string, call: Call): Promise<string>;
  /** Counted before the code is compared, in a unit of its own. @throws auth.too_many_attempts */
  count(userId: string, call: Call): Promise<void>;
  /** In a unit of work: takes a code, which is right once. @throws auth.wrong_code */
  take(userId: string, typed: string, call: Call): Promise<void>;
}

export function createSecondFactor(ctx: AuthContext, sessions: Sessions): SecondFactor {
  const { data, needs, secrets } = ctx;
  const throttle = createThrottle(ctx);
  const subjects = (userId: string, call: Call) => [`second factor ${digestOf(userId)}`, ...network(call.address)];

  async function activeOf(userId: string) {
    const row = await data.one(factorOf, { userId });
    return row?.active ? row : undefined;
  }
  async function takePhoneCode(userId: string, code: string, active: boolean): Promise<boolean> {
    const row = await data.one(factorOf, { userId });
    const secret = row?.active === active ? secrets.open(row.secret, userId) : undefined;
    const step = secret === undefined ? undefined : stepOf(secret, code, ctx.now());
    return step !== undefined && (await data.run(takeStep, { userId, step, active })) === 1;
  }
  async function newCodes(userId: string): Promise<string[]> {
    const codes = newRecoveryCodes();
    await data.run(endRecoveryCodes, { userId });
    for (const code of codes) await data.run(addRecoveryCode, { userId, hash: recoveryHash(code) });
    return codes;
  }
  async function end(userId: string): Promise<void> {
    await data.run(endFactor, { userId });
    await data.run(endRecoveryCodes, { userId });
    await ctx.emit(secondFactorChanged, { userId, on: false });
  }

  return {
    has: async (userId) => (await activeOf(userId)) !== undefined,
    async state(userId) {
      const row = await activeOf(userId);
      const left = row ? ((await data.one(recoveryCodesLeft, { userId }))?.left ?? 0) : 0;
      return { since: row?.since ?? null, recoveryCodes: Number(left) };
    },
    async propose({ actor }) {
      await sessions.requireFresh();
      const [person, { name: school }] = [await needs.users.find(actor.id), await needs.organizations.current()];
      const secret = newSecret();
      const row = {
        userId: actor.id,
        secret: secrets.seal(secret, actor.id),
        active: false,
        step: 0,
        since: ctx.now(),
      };
      if ((await data.run(proposeFactor, row)) === 0) return refuse(errors.isOn);
      return { secret, address: addressOf(secret, { email: person?.email ?? '', school }) };
    },
    async turnOn(typed, call) {
      const userId = call.actor.id;
      await sessions.requireFresh();
      const row = await data.one(factorOf, { userId });
      if (!row) return refuse(errors.notOn);
      if (row.active) return refuse(errors.isOn);
      if (!(await takePhoneCode(userId, phoneCode(typed) ?? '', false)))
        return refuse(errors.wrongCode, { pointer: '/code' });
      await throttle.takeBack(subjects(userId, call));
      await data.run(activate, { userId, active: true, since: ctx.now() });
      // Whoever came in elsewhere came in without it.
      await data.run(endOthers, { id: ctx.scope().session ?? '', userId });
      await sessions.rotate(call);
      await ctx.permissionsChanged(userId);
      await ctx.emit(secondFactorChanged, { userId, on: true });
      return newCodes(userId);
    },
    async turnOff(call) {
      await sessions.requireFresh();
      if (!(await activeOf(call.actor.id))) return refuse(errors.notOn);
      await end(call.actor.id);
      await sessions.rotate(call);
    },
    async renew({ actor }) {
      await sessions.requireFresh();
      return (await activeOf(actor.id)) ? newCodes(actor.id) : refuse(errors.notOn);
    },
    async reset(email, { actor }) {
      const person = await needs.users.findByEmail(email);
      if (!person || (await needs.organizations.membershipOf(person.id)) === undefined)
        return refuse(kernelProblems.notFound, {
          pointer: '/email',
          detail: `Nobody in this school has the address ${email}.`,
        });
      if (person.id !== actor.id && (await needs.access.mayMoreThan(person.id, actor.id)))
        return refuse(kernelProblems.forbidden, { pointer: '/email' });
      await assertOnlyHere(ctx, person.id, '/email');
      if (!(await activeOf(person.id))) return refuse(errors.notOn, { pointer: '/email' });
      await end(person.id);
      await sessions.endAllOf(person.id);
      return person.id;
    },
    count: (userId, call) => throttle.spend(subjects(userId, call)),
    async take(userId, typed, call) {
      const digits = phoneCode(typed);
      const right =
        digits === undefined
          ? (await data.run(useRecoveryCode, { userId, hash: recoveryHash(typed) })) === 1
          : await takePhoneCode(userId, digits, true);
      if (!right) refuse(errors.wrongCode, { pointer: '/code' });
      await throttle.takeBack(subjects(userId, call));
    },
  };
}
