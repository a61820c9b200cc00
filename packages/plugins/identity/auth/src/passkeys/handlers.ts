import { type Handlers, prepared } from '@lectern/kit';
import type { passkeyOperations } from '../contract/passkeys.ts';
import type { Passkeys } from './service.ts';

export const passkeyHandlers = (passkeys: Passkeys): Handlers<typeof passkeyOperations> => ({
  passkeys: async (_, call) => ({ items: await passkeys.of(call) }),
  passkeyOptions: async (_, call) => ({ options: await passkeys.options(call) }),
  addPasskey: prepared(
    ({ credential }, call) => passkeys.verifyNew(credential, call),
    ({ name, credential }, call, made) =>
      passkeys.add({ name, transports: credential.response.transports ?? [] }, made, call),
  ),
  renamePasskey: ({ passkeyId, name }, call) => passkeys.rename(passkeyId, name, call),
  async removePasskey({ passkeyId, anyway }, call) {
    await passkeys.remove(passkeyId, { anyway }, call);
    return { done: true };
  },
  passkeySignInOptions: (_, call) => ({ options: passkeys.signInOptions(call) }),
  signInWithPasskey: prepared(
    ({ credential }, call) => passkeys.verify(credential, call),
    (_, call, used) => passkeys.signIn(used, call),
  ),
});
