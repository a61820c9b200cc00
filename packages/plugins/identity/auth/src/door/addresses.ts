// Which address somebody signs in with, and whether it is theirs.
import { type Call, refuse } from '@lectern/kit';
import type { AuthContext } from '../context.ts';
import { mailErrors } from '../contract/mail.ts';
import { addressVerified as verifiedEvent } from '../contract.ts';
import type { Mailer } from '../mail/mailer.ts';
import type { OneTimeLinks } from '../mail/one-time.ts';
import { linkOf } from '../mail/queries.ts';
import { emailTakenAsOurs } from '../service/email-taken.ts';
import type { Sessions } from '../service/sessions.ts';
import { addressVerified, proofOf } from './queries.ts';

export interface Addresses {
  /** In a unit of work: somebody proved that the address is theirs. */
  verified(userId: string, email: string): Promise<void>;
  /** In a unit of work: the provider of the school says that the address is theirs, which counts in the school of the scope. */
  vouched(userId: string, email: string): Promise<void>;
  /** In the school of the scope. */
  isVerified(userId: string, email: string): Promise<boolean>;
  /** Wherever it is asked: by their mailbox, or by a provider that belongs to no school. */
  isProven(userId: string, email: string): Promise<boolean>;
  mine(userId: string): Promise<{ email: string; confirmed: boolean; next: string | null }>;
  /** In a unit of work. @throws auth.same_address, auth.confirm_first */
  change(email: string, site: string, call: Call): Promise<void>;
  /** @throws auth.mail_link_not_valid */
  show(token: string): Promise<{ email: string }>;
  /** In a unit of work. @throws auth.mail_link_not_valid, auth.email_taken */
  use(token: string): Promise<void>;
}

export function createAddresses(
  ctx: AuthContext,
  {
    mailer,
    oneTime,
    sessions,
  }: { readonly mailer: Mailer; readonly oneTime: OneTimeLinks; readonly sessions: Sessions },
): Addresses {
  const { data, needs } = ctx;
  const ended = () => refuse(mailErrors.mailLinkUsed);

  const isProven = async (userId: string, email: string) =>
    (await data.one(proofOf, { userId, email }))?.vouchedIn === null;
  async function known(userId: string, email: string): Promise<boolean> {
    const proof = await data.one(proofOf, { userId, email });
    return proof !== undefined && (proof.vouchedIn === null || proof.vouchedIn === ctx.scope().org);
  }
  async function verified(userId: string, email: string): Promise<void> {
    if (await isProven(userId, email)) return;
    await data.run(addressVerified, { userId, email, at: ctx.now(), vouchedIn: null });
    await ctx.emit(verifiedEvent, { userId });
  }

  return {
    verified,
    async vouched(userId, email) {
      if (await known(userId, email)) return;
      await data.run(addressVerified, { userId, email, at: ctx.now(), vouchedIn: ctx.scope().org ?? '' });
    },
    isVerified: known,
    isProven,
    async mine(userId) {
      const email = (await needs.users.find(userId))?.email ?? '';
      const next = (await data.one(linkOf, { userId, kind: 'address-change' }))?.email ?? null;
      return { email, confirmed: await known(userId, email), next };
    },
    async change(email, site, { actor }) {
      await sessions.requireFresh();
      if ((await needs.users.find(actor.id))?.email === email)
        return refuse(mailErrors.sameAddress, { pointer: '/email' });
      // Keeps what is asked for; the job makes the token that counts.
      await oneTime.make(actor.id, 'address-change', email);
      await mailer.mailLink(actor.id, 'address-change', site);
      await mailer.mailLink(actor.id, 'address-changing', site);
    },
    async show(token) {
      const { email } = (await oneTime.find(token, 'verification', 'address-change')) ?? ended();
      return { email: email ?? ended() };
    },
    async use(token) {
      const { userId, kind, email } = (await oneTime.use(token, 'verification', 'address-change')) ?? ended();
      const person = (await needs.users.find(userId)) ?? ended();
      if (email === null || (kind === 'verification' && email !== person.email)) return ended();
      if (kind === 'address-change') await emailTakenAsOurs(needs.users.update(userId, { email }));
      await verified(userId, email);
    },
  };
}
