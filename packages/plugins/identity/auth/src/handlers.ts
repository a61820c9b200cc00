import { type Handlers, prepared } from '@lectern/kit';
import type { AuthContext } from './context.ts';
import type { authContract } from './contract.ts';
import type { Auth } from './service.ts';

const done = { done: true } as const;

export const authHandlers = (
  auth: Auth,
  { needs: { users, access } }: AuthContext,
): Handlers<typeof authContract.operations> => ({
  async session(_, { actor }) {
    const person = actor.kind === 'person' ? await users.find(actor.id) : undefined;
    if (!person) return { person: null, permissions: [] };
    const { id, name, email } = person;
    return { person: { id, name, email }, permissions: await access.permissionsOf(id) };
  },
  signUp: prepared(
    ({ password }, call) => auth.signIn.prepareSignUp(password, call),
    (given, call, hash) => auth.signIn.signUp(given, hash, call),
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
  keys: async (_, call) => ({ items: await auth.keys.of(call) }),
  createKey: ({ name }, call) => auth.keys.create(name, call),
  async revokeKey({ keyId }, call) {
    await auth.keys.revoke(keyId, call);
    return done;
  },
});
