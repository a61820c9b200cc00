import { type Call, refuse } from '@lectern/kit';
import type { Account } from '@lectern/users/contract';
import type { AuthContext } from '../context.ts';
import { errors, type Session } from '../contract.ts';
import { hashPassword, isOutdated, isRight } from '../passwords.ts';
import { confirmPassword, passwordOf } from '../queries.ts';
import { account, createThrottle, network } from '../throttle.ts';
import { emailTakenAsOurs } from './email-taken.ts';
import type { Passwords } from './passwords.ts';
import type { Sessions } from './sessions.ts';

/** A person whose password was right a moment ago. */
export interface Verified {
  readonly account: Account;
  /** The stored hash it was compared with, and the one to keep from now on. */
  readonly right: string;
  readonly hash: string;
  readonly subjects: readonly string[];
}
export interface SignUp {
  readonly name: string;
  readonly email: string;
  readonly password: string;
}
export interface SignIn {
  /** Outside a unit of work. @throws auth.wrong_credentials, auth.too_many_attempts */
  verify(given: { email: string; password: string }, call: Call): Promise<Verified>;
  signIn(verified: Verified, call: Call): Promise<Session>;
  /** Outside a unit of work. @returns the password's hash @throws auth.sign_up_closed, auth.too_many_attempts */
  prepareSignUp(password: string, call: Call): Promise<string>;
  /** @throws auth.email_taken */
  signUp(given: SignUp, hash: string, call: Call): Promise<Session>;
}

export function createSignIn(ctx: AuthContext, sessions: Sessions, passwords: Passwords): SignIn {
  const { data, needs } = ctx;
  const throttle = createThrottle(ctx);

  return {
    async verify({ email, password }, call) {
      const subjects = [account(email), ...network(call.address)];
      await throttle.spend(subjects);
      // An unknown address takes the same steps: neither answer nor time says who has an account.
      const person = await needs.users.findByEmail(email);
      const member = await needs.organizations.isMember(person?.id ?? '');
      const stored = await data.one(passwordOf, { userId: person?.id ?? '' });
      const right = await isRight(password, stored?.hash);
      if (!person || !member || !stored || !right) return refuse(errors.wrongCredentials);
      return {
        account: person,
        right: stored.hash,
        hash: isOutdated(stored.hash) ? await hashPassword(password) : stored.hash,
        subjects,
      };
    },
    async signIn({ account, right, hash, subjects }, call) {
      if ((await data.run(confirmPassword, { userId: account.id, right, hash })) === 0)
        return refuse(errors.wrongCredentials);
      await throttle.takeBack(subjects);
      return sessions.start(account, call);
    },
    async prepareSignUp(password, call) {
      const { signUp } = await needs.organizations.current();
      if (signUp === 'closed') return refuse(errors.signUpClosed);
      await throttle.spend(network(call.address)); // whoever asks for many addresses is looking for those that are taken
      return hashPassword(password);
    },
    async signUp({ name, email }, hash, call) {
      const person = await emailTakenAsOurs(needs.users.create({ name, email }));
      await passwords.store(person.id, hash);
      await throttle.takeBack(network(call.address));
      return sessions.start(person, call);
    },
  };
}
