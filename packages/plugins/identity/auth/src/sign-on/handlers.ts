import { type Handlers, prepared } from '@lectern/kit';
import type { signOnOperations } from '../contract/sign-on.ts';
import type { SignOn } from './sign-on.ts';
import { fromForm } from './way-back.ts';

const done = { done: true } as const;

export const signOnHandlers = (signOn: SignOn): Handlers<typeof signOnOperations> => ({
  signOnOptions: ({ email }) => signOn.options(email),
  startSignOn: (given, call) => signOn.start(given, call),
  finishSignOn: prepared(
    (given, call) => signOn.ask(given, call),
    (_, call, answered) => signOn.finish(answered, call),
  ),
  signOnReturn: (_, request, call) => fromForm(request, call),
  connectedAccounts: async (_, call) => ({ items: await signOn.of(call) }),
  async disconnectAccount({ accountId, anyway }, call) {
    await signOn.disconnect(accountId, { anyway }, call);
    return done;
  },
  providers: (_, call) => signOn.providers.list(call),
  addProvider: (given) => signOn.providers.add(given),
  updateProvider: ({ providerId, ...changes }) => signOn.providers.update(providerId, changes),
  async removeProvider({ providerId }) {
    await signOn.providers.remove(providerId);
    return done;
  },
  async testProvider({ providerId }, call) {
    const problem = await signOn.providers.test(providerId, call);
    return { ok: problem === undefined, problem: problem ?? null };
  },
});
