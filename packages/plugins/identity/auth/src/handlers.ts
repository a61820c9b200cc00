import { type Handlers, prepared } from '@lectern/kit';
import type { AuthContext } from './context.ts';
import type { authContract } from './contract.ts';
import { mailHandlers } from './door/handlers.ts';
import { passkeyHandlers } from './passkeys/handlers.ts';
import { programHandlers } from './programs.ts';
import { secondFactorHandlers } from './second-factor/handlers.ts';
import type { Auth } from './service.ts';
import { sessionHandlers } from './sessions/handlers.ts';
import { signOnHandlers } from './sign-on/handlers.ts';
import { whoIsThere } from './who.ts';

const done = { done: true } as const;

export const authHandlers = (auth: Auth, ctx: AuthContext): Handlers<typeof authContract.operations> => ({
  enter: ({ organizationId }, call) => auth.enter(organizationId, call),
  session: (_, { actor }) => whoIsThere(actor, ctx),
  signUp: prepared(
    (given, call) => auth.signIn.prepareSignUp(given, call),
    (given, call, ready) => auth.signIn.signUp(given, ready, call),
  ),
  signIn: prepared(
    (given, call) => auth.signIn.verify(given, call),
    (_, call, verified) => auth.signIn.signIn(verified, call),
  ),
  exchange: prepared(
    ({ token }, call) => auth.exchange.verify(token, call),
    ({ as }, call, claims) => auth.exchange.start(claims, as, call),
  ),
  async signOut(_, call) {
    await auth.impersonation.leave();
    await auth.keys.endOwn(call);
    await auth.sessions.end(call);
    return done;
  },
  link: ({ token }) => auth.links.show(token),
  useLink: prepared(
    ({ token, password }) => auth.links.hashFor(token, password),
    (used, call, hash) => auth.links.use(used, hash, call),
  ),
  invite: (person, call) => auth.links.invite(person, call),
  createLink: ({ email }, call) => auth.links.create(email, call),
  ...sessionHandlers(auth),
  ...secondFactorHandlers(auth, ctx),
  ...mailHandlers(auth, ctx),
  ...programHandlers(auth),
  ...passkeyHandlers(auth.passkeys),
  ...signOnHandlers(auth.signOn),
});
