// What another plugin needs that lets somebody in by a way of its own, such as an invitation.
import type { Call } from '@lectern/kit';
import type { Account } from '@lectern/users/contract';
import type { AuthContext } from './context.ts';
import type { Session } from './contract.ts';
import type { Addresses } from './door/addresses.ts';
import type { Letter } from './mail/letter.ts';
import type { Mailer } from './mail/mailer.ts';
import { hashPassword } from './passwords.ts';
import { emailTakenAsOurs } from './service/email-taken.ts';
import type { Passwords } from './service/passwords.ts';
import type { Sessions } from './service/sessions.ts';
import { createThrottle } from './throttle.ts';

export interface Newcomer {
  readonly name: string;
  readonly email: string;
  /** Of `hash`. */
  readonly hash: string;
  /** The address was shown to be theirs. */
  readonly verified: boolean;
}
export interface Newcomers {
  /** Outside a unit of work: argon2id takes its time. Ask first whether the caller may make us do it. */
  hash(password: string): Promise<string>;
  /** In a unit of work, in the organization of the scope. @throws auth.email_taken */
  make(newcomer: Newcomer): Promise<Account>;
  /** In a unit of work: somebody opened what was mailed there. Of another address than that of their account nothing is kept. */
  addressShown(userId: string, email: string): Promise<void>;
  /** In a unit of work: signs the person in, in the organization of the call. Only after everything was asked for. */
  enter(userId: string, call: Call): Promise<Session>;
  /** In a job. See `Mailer`. */
  mail(
    to: { readonly email: string; readonly locale: string | null },
    letter: (about: { readonly school: string; readonly locale: string }) => Letter,
  ): Promise<void>;
  /** Outside a unit: mails cost somebody else, so they are counted. @throws auth.too_many_attempts */
  spendMail(email: string, call: Call): Promise<void>;
}

export function createNewcomers(
  ctx: AuthContext,
  parts: {
    readonly sessions: Sessions;
    readonly passwords: Passwords;
    readonly mailer: Mailer;
    readonly addresses: Pick<Addresses, 'verified'>;
  },
): Newcomers {
  const { sessions, passwords, mailer, addresses } = parts;
  const throttle = createThrottle(ctx);
  return {
    hash: hashPassword,
    async make({ name, email, hash, verified }) {
      const person = await emailTakenAsOurs(ctx.needs.users.create({ name, email }));
      await passwords.store(person.id, hash);
      if (verified) await addresses.verified(person.id, email);
      return person;
    },
    async addressShown(userId, email) {
      if ((await ctx.needs.users.find(userId))?.email === email) await addresses.verified(userId, email);
    },
    async enter(userId, call) {
      const person = await ctx.needs.users.find(userId);
      if (!person) throw new Error(`there is no person ${userId}`);
      return sessions.start(person, call, 'link');
    },
    mail: mailer.send,
    spendMail: (email, call) => throttle.spendMail(email, call.address),
  };
}
