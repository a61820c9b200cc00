import { type Call, kernelProblems, refuse } from '@lectern/kit';
import type { Account } from '@lectern/users/contract';
import type { AuthContext } from '../context.ts';
import type { Entered } from '../contract/sign-in.ts';
import { errors } from '../contract.ts';
import type { Addresses } from '../door/addresses.ts';
import { siteForMail } from '../door/by-mail.ts';
import { type Door, nobodyYet } from '../door/door.ts';
import type { SignUps } from '../door/sign-ups.ts';
import type { Mailer } from '../mail/mailer.ts';
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
  readonly password?: string | undefined;
}
/** Where a link is mailed, or the password's hash where none is. */
export type SignUpReady = { readonly site: string } | { readonly hash: string };
export interface SignIn {
  /** Outside a unit of work. @throws auth.wrong_credentials, auth.too_many_attempts */
  verify(given: { email: string; password: string }, call: Call): Promise<Verified>;
  signIn(verified: Verified, call: Call): Promise<Entered>;
  /** Outside a unit of work. @throws auth.sign_up_closed, auth.too_many_attempts, auth.address_unknown */
  prepareSignUp(given: SignUp, call: Call): Promise<SignUpReady>;
  /** @throws auth.email_taken where the school sends no mail; where it does nothing is said of the address */
  signUp(given: SignUp, ready: SignUpReady, call: Call): Promise<Entered>;
}

export interface SignInParts {
  readonly sessions: Sessions;
  readonly passwords: Passwords;
  readonly door: Door;
  readonly signUps: SignUps;
  readonly addresses: Addresses;
  readonly mailer: Mailer;
}

export function createSignIn(
  ctx: AuthContext,
  { sessions, passwords, door, signUps, addresses, mailer }: SignInParts,
): SignIn {
  const { data, needs } = ctx;
  const throttle = createThrottle(ctx);

  return {
    async verify({ email, password }, call) {
      const subjects = [account(email), ...network(call.address)];
      await throttle.spend(subjects);
      // An unknown address takes the same steps: neither answer nor time says who has an account.
      const person = await needs.users.findByEmail(email);
      const member = await needs.organizations.isMember(person?.id ?? '');
      if (person && member) call.about(person.id);
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
      const { verifiedAddress } = await ctx.settingsHere();
      const site = verifiedAddress ? await call.certainSite() : undefined;
      if (site !== undefined && ctx.mail.delivers && !(await addresses.isVerified(account.id, account.email))) {
        await mailer.mailLink(account.id, 'verification', site);
        return { ...nobodyYet, next: 'mail' };
      }
      return door.enter(account, call, 'password');
    },
    async prepareSignUp({ email, password }, call) {
      const { signUp } = await needs.organizations.current();
      // A mail shows that the address is theirs; without one anybody could say so.
      const welcome = signUp === 'open' || (ctx.mail.delivers && (await needs.organizations.welcomes(email)));
      if (!welcome) return refuse(errors.signUpClosed);
      if (ctx.mail.delivers) {
        const site = await siteForMail(ctx, call);
        await throttle.spendMail(email, call.address);
        return { site };
      }
      if (password === undefined)
        return refuse(kernelProblems.invalid, { pointer: '/password', detail: 'Choose a password.' });
      await throttle.spend(network(call.address)); // whoever asks for many addresses is looking for those that are taken
      return { hash: await hashPassword(password) };
    },
    async signUp({ name, email }, ready, call) {
      if ('site' in ready) {
        await signUps.ask({ name, email }, ready.site, call);
        return { ...nobodyYet, next: 'mail' };
      }
      const person = await emailTakenAsOurs(needs.users.create({ name, email }));
      await passwords.store(person.id, ready.hash);
      await throttle.takeBack(network(call.address));
      return sessions.start(person, call, 'password');
    },
  };
}
