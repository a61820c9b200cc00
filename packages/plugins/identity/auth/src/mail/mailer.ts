// Mail about accounts goes out in a job. What waits in the job are ids: the token of a link is made in the job, kept as a
// hash and sent, so that no secret lies anywhere, and a job that runs twice only replaces it.
import { job, runs } from '@lectern/kit';
import { Id } from '@lectern/kit/contract';
import { z } from 'zod';
import type { AuthContext } from '../context.ts';
import { type MailKind, mailKinds } from './kinds.ts';
import { type Letter, mailOf } from './letter.ts';
import type { OneTimeLinks } from './one-time.ts';
import { linkOf } from './queries.ts';
import { wordsFor } from './words.ts';

const kinds = Object.keys(mailKinds) as [MailKind, ...MailKind[]];
const mail = job('auth.mail', z.object({ userId: Id, kind: z.enum(kinds), site: z.string() }), {
  title: { en: 'Send a mail about an account', ar: 'إرسال رسالة عن حساب' },
});

export interface Mailer {
  /** See `AuthService`. */
  mailLink(userId: string, kind: MailKind, site: string): Promise<void>;
  /**
   * In a job: sends a letter now, in the name of the school of the scope. @param locale of the reader; the school's where
   * it is not known. The letter is made for the locale that is meant.
   */
  send(
    to: { readonly email: string; readonly locale: string | null },
    letter: (about: { readonly school: string; readonly locale: string }) => Letter,
  ): Promise<void>;
}

export function createMailer(ctx: AuthContext, oneTime: OneTimeLinks) {
  const { data, needs } = ctx;

  const mailer: Mailer = {
    mailLink: async (userId, kind, site) => void (await ctx.enqueue(mail, { userId, kind, site })),
    async send({ email, locale: own }, letter) {
      const { name: school, locale: schools } = await needs.organizations.current();
      const locale = own ?? schools;
      await ctx.mail.send(mailOf(letter({ school, locale }), { to: email, locale, school }));
    },
  };

  /** The address that is asked about, where it is not the person's own. */
  const askedFor = async (userId: string) =>
    (await data.one(linkOf, { userId, kind: 'address-change' }))?.email ?? undefined;
  async function pathFor(userId: string, kind: MailKind, to: string): Promise<string> {
    const token = mailKinds[kind];
    if (token !== null) return oneTime.make(userId, token, to);
    return kind === 'already-here' ? '/sign-in' : '/forgot';
  }

  const tell = (
    person: { readonly name: string; readonly email: string; readonly locale: string | null },
    kind: MailKind,
    address: string,
    asked: string,
  ) =>
    mailer.send(person, ({ school, locale }) => {
      const { label, ...words } = wordsFor(kind, locale, { school, name: person.name, email: asked });
      return { ...words, link: label === undefined ? undefined : { label, address } };
    });

  const mailing = runs(mail, async ({ userId, kind, site }) => {
    const person = await needs.users.find(userId);
    // Nobody of that id, or no longer one of us: whoever asked was told the same as everybody.
    if (!person || !(await needs.organizations.isMember(userId))) return;
    const changing = kind === 'address-change' || kind === 'address-changing';
    const asked = changing ? await askedFor(userId) : person.email;
    if (asked === undefined) return; // the change was ended meanwhile
    const to = kind === 'address-change' ? asked : person.email;
    const other = kind === 'address-change' ? await needs.users.findByEmail(asked) : undefined;
    // Somebody has that address. They are told so, and who asked for it is not.
    if (other) return tell(other, 'already-here', `${site}/sign-in`, other.email);
    const path = await data.unit(() => pathFor(userId, kind, to));
    await tell({ ...person, email: to }, kind, `${site}${path}`, asked);
  });
  return { mailer, jobs: [mailing] };
}
