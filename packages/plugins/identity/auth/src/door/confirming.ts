// Proving once more who one is: with the second factor where the account has one, for a password alone is what it guards
// against, and with the password elsewhere.
import { type Call, kernelProblems, refuse } from '@lectern/kit';
import type { AuthContext } from '../context.ts';
import { errors } from '../contract.ts';
import { isRight } from '../passwords.ts';
import { passwordOf } from '../queries.ts';
import type { SecondFactor } from '../second-factor/second-factor.ts';
import { account, createThrottle, network } from '../throttle.ts';

export interface Proof {
  readonly password?: string | undefined;
  readonly code?: string | undefined;
}
export interface Confirming {
  /** Outside a unit of work: counts the try and compares. @throws auth.wrong_credentials, auth.too_many_attempts */
  check(proof: Proof, call: Call): Promise<void>;
  /** In a unit of work. @throws auth.wrong_code */
  take(proof: Proof, call: Call): Promise<void>;
}

export function createConfirming(ctx: AuthContext, secondFactor: SecondFactor): Confirming {
  const throttle = createThrottle(ctx);
  const missing = (pointer: string, detail: string) => refuse(kernelProblems.invalid, { pointer, detail });

  return {
    async check({ password, code }, call) {
      const userId = call.actor.id;
      if (await secondFactor.has(userId)) {
        if (code === undefined) return missing('/code', 'Type the code that your phone shows.');
        return secondFactor.count(userId, call);
      }
      if (password === undefined) return missing('/password', 'Type your password.');
      const person = await ctx.needs.users.find(userId);
      const subjects = [account(person?.email ?? ''), ...network(call.address)];
      await throttle.spend(subjects);
      const stored = await ctx.data.one(passwordOf, { userId });
      if (!(await isRight(password, stored?.hash))) refuse(errors.wrongCredentials, { pointer: '/password' });
      await throttle.takeBack(subjects);
    },
    async take({ code }, call) {
      if (code !== undefined && (await secondFactor.has(call.actor.id)))
        await secondFactor.take(call.actor.id, code, call);
    },
  };
}
