// Making an account where the school sends mail: nothing is there before somebody has opened the link in it. Whoever has an
// account at the address already is mailed so; to who asked it looks the same.
import { type Call, job, refuse, runs } from '@lectern/kit';
import { Id } from '@lectern/kit/contract';
import type { Account } from '@lectern/users/contract';
import { z } from 'zod';
import type { AuthContext } from '../context.ts';
import { errors } from '../contract.ts';
import type { Mailer } from '../mail/mailer.ts';
import { wordsFor } from '../mail/words.ts';
import { digestOf, newToken } from '../tokens.ts';
import { addSignUp, endSignUpsAt, signUpByHash, signUpById, tokenForSignUp, useSignUp } from './queries.ts';

const lifetime = 3 * 24 * 60 * 60_000;
const mail = job('auth.mail-sign-up', z.object({ signUpId: Id, site: z.string() }), {
  title: { en: 'Send the mail that confirms a new account', ar: 'إرسال رسالة تأكيد حساب جديد' },
});

export interface AskedFor {
  readonly name: string;
  readonly email: string;
}
export interface SignUps {
  /** In a unit of work; the same steps whoever has the address. */
  ask(person: AskedFor, site: string, call: Call): Promise<void>;
  /** Changes nothing. */
  find(token: string): Promise<AskedFor | undefined>;
  /** In a unit of work: the account, of which the address is proven. Of two at once one makes it. */
  use(token: string): Promise<Account | undefined>;
}

export function createSignUps(ctx: AuthContext, mailer: Mailer) {
  const { data, needs } = ctx;

  const signUps: SignUps = {
    async ask({ name, email }, site, { org }) {
      const id = ctx.id();
      const expiresAt = new Date(ctx.now().getTime() + lifetime);
      await data.run(addSignUp, { id, organization: org, name, email, expiresAt });
      await ctx.enqueue(mail, { signUpId: id, site });
    },
    find: async (token) => data.one(signUpByHash, { hash: digestOf(token), now: ctx.now() }),
    async use(token) {
      const asked = await data.one(useSignUp, { hash: digestOf(token), now: ctx.now() });
      if (!asked) return undefined;
      const { signUp } = await needs.organizations.current();
      if (signUp === 'closed' && !(await needs.organizations.welcomes(asked.email))) return refuse(errors.signUpClosed);
      await data.run(endSignUpsAt, { email: asked.email });
      const known = await needs.users.findByEmail(asked.email);
      if (!known) return needs.users.create({ name: asked.name, email: asked.email });
      await needs.organizations.join(known.id); // somebody of another school of this installation
      return known;
    },
  };

  const mailing = runs(mail, async ({ signUpId, site }) => {
    const asked = await data.one(signUpById, { id: signUpId, now: ctx.now() });
    if (!asked) return;
    const known = await needs.users.findByEmail(asked.email);
    if (known && (await needs.organizations.membershipOf(known.id))) {
      const about = { name: known.name, email: known.email };
      return mailer.send(known, ({ school, locale }) => {
        const { label = '', ...words } = wordsFor('already-here', locale, { school, ...about });
        return { ...words, link: { label, address: `${site}/sign-in` } };
      });
    }
    const token = newToken();
    await data.run(tokenForSignUp, { id: signUpId, hash: digestOf(token) });
    // Nothing that was typed stands in it: a mail of the school would carry a stranger's words to a stranger.
    await mailer.send({ email: asked.email, locale: null }, ({ school, locale }) => {
      const { label = '', ...words } = wordsFor('sign-up', locale, { school, name: '', email: asked.email });
      return { ...words, link: { label, address: `${site}/set-up/${token}` } };
    });
  });
  return { signUps, jobs: [mailing] };
}
