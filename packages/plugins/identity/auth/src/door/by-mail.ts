// Ways in through somebody's mailbox: a link that signs in, and one that sets a new password. Asking for one takes the same
// steps and gets the same answer whether or not anybody has the address.
import { type Call, refuse } from '@lectern/kit';
import type { Account } from '@lectern/users/contract';
import type { AuthContext } from '../context.ts';
import { mailErrors } from '../contract/mail.ts';
import type { Entered } from '../contract/sign-in.ts';
import type { LinkKind } from '../mail/kinds.ts';
import type { Mailer } from '../mail/mailer.ts';
import type { OneTimeLinks } from '../mail/one-time.ts';
import { hashPassword } from '../passwords.ts';
import type { Passwords } from '../service/passwords.ts';
import { createThrottle } from '../throttle.ts';
import type { Addresses } from './addresses.ts';
import type { Door } from './door.ts';

/** An id that nobody has: the mail to nobody waits in the same line, and its job does nothing. */
const nobody = 'nobody';

export interface ByMail {
  /** Outside a unit of work: counts the mail. @returns where its link leads @throws auth.no_mail, auth.address_unknown, auth.too_many_attempts */
  prepare(email: string, call: Call): Promise<string>;
  /** In a unit of work. */
  ask(email: string, kind: 'reset' | 'magic', site: string): Promise<void>;
  /** Whom a link is for; changes nothing, for programs that read mail open links too. @throws auth.mail_link_not_valid */
  show(token: string, kind: 'reset' | 'magic'): Promise<Account>;
  /** Outside a unit of work. @returns the password's hash @throws auth.mail_link_not_valid */
  hashFor(token: string, password: string): Promise<string>;
  /** In a unit of work. @throws auth.mail_link_not_valid */
  reset(token: string, hash: string, call: Call): Promise<Entered>;
  /** In a unit of work. @throws auth.mail_link_not_valid */
  signIn(token: string, call: Call): Promise<Entered>;
}

/** @throws auth.no_mail, auth.address_unknown */
export async function siteForMail(ctx: AuthContext, call: Call): Promise<string> {
  if (!ctx.mail.delivers) return refuse(mailErrors.noMail);
  return (await call.certainSite()) ?? refuse(mailErrors.addressUnknown);
}

export function createByMail(
  ctx: AuthContext,
  {
    mailer,
    oneTime,
    passwords,
    addresses,
    door,
  }: {
    readonly mailer: Mailer;
    readonly oneTime: OneTimeLinks;
    readonly passwords: Passwords;
    readonly addresses: Addresses;
    readonly door: Door;
  },
): ByMail {
  const { needs } = ctx;
  const throttle = createThrottle(ctx);
  const ended = () => refuse(mailErrors.mailLinkUsed);

  async function show(token: string, kind: LinkKind): Promise<Account> {
    return personOf((await oneTime.find(token, kind))?.userId ?? ended());
  }
  async function personOf(userId: string): Promise<Account> {
    const member = await needs.organizations.isMember(userId);
    return (member ? await needs.users.find(userId) : undefined) ?? ended();
  }
  async function use(token: string, kind: LinkKind): Promise<Account> {
    const { userId, email } = (await oneTime.use(token, kind)) ?? ended();
    const person = await personOf(userId);
    // Since it was sent somebody else may have been given the mailbox.
    if (email !== person.email) return ended();
    await addresses.verified(userId, email);
    return person;
  }

  return {
    async prepare(email, call) {
      const site = await siteForMail(ctx, call);
      await throttle.spendMail(email, call.address);
      return site;
    },
    async ask(email, kind, site) {
      const person = await needs.users.findByEmail(email);
      await mailer.mailLink(person?.id ?? nobody, kind, site);
    },
    show,
    async hashFor(token, password) {
      await show(token, 'reset'); // nobody without a link makes us hash
      return hashPassword(password);
    },
    async reset(token, hash, call) {
      const person = await use(token, 'reset');
      await passwords.store(person.id, hash);
      return door.enter(person, call, 'link');
    },
    async signIn(token, call) {
      return door.enter(await use(token, 'magic'), call, 'link');
    },
  };
}
