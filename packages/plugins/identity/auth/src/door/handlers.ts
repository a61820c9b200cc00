import { type Handlers, prepared } from '@lectern/kit';
import type { AuthContext } from '../context.ts';
import type { mailOperations } from '../contract/mail.ts';
import { hashPassword } from '../passwords.ts';
import type { Auth } from '../service.ts';
import { createThrottle } from '../throttle.ts';
import { siteForMail } from './by-mail.ts';

const done = { done: true } as const;

export function mailHandlers(auth: Auth, ctx: AuthContext): Handlers<typeof mailOperations> {
  const { byMail, addresses, mailer, passwords, sessions, notices } = auth;
  const throttle = createThrottle(ctx);
  const asking = (kind: 'reset' | 'magic') =>
    prepared(
      ({ email }: { email: string }, call) => byMail.prepare(email, call),
      async ({ email }, _, site) => {
        await byMail.ask(email, kind, site);
        return done;
      },
    );
  const mine = (actor: { readonly id: string }) => addresses.mine(actor.id);

  return {
    ways: () => ({ mail: ctx.mail.delivers }),
    forgot: asking('reset'),
    mailSignIn: asking('magic'),
    resetLink: async ({ token }) => shown(await byMail.show(token, 'reset')),
    reset: prepared(
      async ({ token, password }, call) => ({
        hash: await byMail.hashFor(token, password),
        site: await notices.site(call),
      }),
      async ({ token }, call, { hash, site }) => {
        const { id } = await byMail.show(token, 'reset');
        const entered = await byMail.reset(token, hash, call);
        await notices.tell(id, 'password-changed', site);
        return entered;
      },
    ),
    magicLink: async ({ token }) => shown(await byMail.show(token, 'magic')),
    useMagicLink: ({ token }, call) => byMail.signIn(token, call),
    address: (_, { actor }) => mine(actor),
    confirmAddress: prepared(
      async (_, call) => {
        const site = await siteForMail(ctx, call);
        await throttle.spendMail((await mine(call.actor)).email, call.address);
        return site;
      },
      async (_, { actor }, site) => {
        await mailer.mailLink(actor.id, 'verification', site);
        return done;
      },
    ),
    changeAddress: prepared(
      async ({ email }, call) => {
        await sessions.requireFresh(); // before the mail is counted
        const site = await siteForMail(ctx, call);
        await throttle.spendMail(email, call.address);
        return site;
      },
      async ({ email }, call, site) => {
        await addresses.change(email, site, call);
        return done;
      },
    ),
    addressLink: ({ token }) => addresses.show(token),
    async verifyAddress({ token }) {
      await addresses.use(token);
      return done;
    },
    changePassword: prepared(
      async ({ password }, call) => {
        await sessions.requireFresh(); // nobody else makes us hash
        return { hash: await hashPassword(password), site: await notices.site(call) };
      },
      async (_, call, { hash, site }) => {
        await sessions.requireFresh();
        await passwords.store(call.actor.id, hash);
        const person = await ctx.needs.users.find(call.actor.id);
        if (person) await sessions.start(person, call, 'password');
        await notices.tell(call.actor.id, 'password-changed', site);
        return done;
      },
    ),
  };
}

const shown = ({ name, email }: { name: string; email: string }) => ({ name, email });
