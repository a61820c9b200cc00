// Handlers of what acts in somebody's name: keys, service accounts, devices, other people.
import { type Handlers, prepared, received } from '@lectern/kit';
import { deviceOperations } from './contract/device.ts';
import type { impersonationOperations } from './contract/impersonation.ts';
import type { keyOperations } from './contract/keys.ts';
import type { serviceAccountOperations } from './contract/service-accounts.ts';
import type { authContract } from './contract.ts';
import { readForm } from './device/form.ts';
import type { Auth } from './service.ts';

type Programs = Pick<
  Handlers<typeof authContract.operations>,
  | keyof typeof keyOperations
  | keyof typeof serviceAccountOperations
  | keyof typeof deviceOperations
  | keyof typeof impersonationOperations
>;
const done = { done: true } as const;

export const programHandlers = ({ keys, holding, serviceAccounts, devices, impersonation }: Auth): Programs => ({
  keys: async (_, call) => ({ items: await keys.of(call) }),
  keyPermissions: async () => ({ items: await holding.permissions() }),
  createKey: ({ name, ...limits }, call) => keys.create(name, call, limits),
  async revokeKey({ keyId }, call) {
    await keys.revoke(keyId, call);
    return done;
  },
  serviceAccounts: async (_, call) => ({ items: await serviceAccounts.list(call) }),
  createServiceAccount: (given, call) => serviceAccounts.create(given, call),
  updateServiceAccount: ({ accountId, ...changes }, call) => serviceAccounts.update(accountId, changes, call),
  async removeServiceAccount({ accountId }, call) {
    await serviceAccounts.remove(accountId, call);
    return done;
  },
  createServiceKey: ({ accountId, ...given }, call) => serviceAccounts.createKey(accountId, given, call),
  async revokeServiceKey({ accountId, keyId }, call) {
    await serviceAccounts.revokeKey(accountId, keyId, call);
    return done;
  },
  deviceCode: received(
    async (_, request, call) => {
      const form = await readForm(request, deviceOperations.deviceCode.spec.limit!);
      await devices.mayAsk(call);
      return form;
    },
    (_, call, form) => devices.ask(form, call),
  ),
  deviceToken: received(
    (_, request) => readForm(request, deviceOperations.deviceToken.spec.limit!),
    (_, _call, form) => devices.token(form),
  ),
  device: prepared(
    (_, call) => devices.guess(call),
    ({ code }, call, guessed) => devices.show(code, guessed, call),
  ),
  decideDevice: prepared(
    (_, call) => devices.guess(call),
    async ({ code, allow }, call, guessed) => {
      await devices.decide(code, allow, guessed, call);
      return done;
    },
  ),
  impersonate: (given, call) => impersonation.start(given, call),
  async stopImpersonating(_, call) {
    await impersonation.stop(call);
    return done;
  },
  lookedAt: async (_, call) => ({ items: await impersonation.lookedAt(call) }),
});
