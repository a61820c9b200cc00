import type { Call, Handlers } from '@lectern/kit';
import type { Admin } from './admin.ts';
import type { adminContract } from './contract.ts';

type Own = Handlers<typeof adminContract.operations>;
const done = { done: true } as const;

/** Each of them asks first whether it is the first school's owner who calls: see `assertInstallation`. */
export function adminHandlers(admin: Admin): Own {
  const handlers: Own = {
    health: () => admin.health(),
    errors: ({ limit }) => admin.errors(limit),

    plugins: () => admin.plugins(),
    turnOff: ({ plugin, withDependents }) => admin.turnOff(plugin, withDependents),
    turnOn: ({ plugin }) => admin.turnOn(plugin),

    settings: () => admin.settings(),
    setSetting: ({ plugin, key, value }) => admin.setSetting(plugin, key, value),
    unsetSetting: ({ plugin, key }) => admin.unsetSetting(plugin, key),
    settingHistory: (page) => admin.settingHistory(page),
    undoSetting: ({ changeId }) => admin.undoSetting(changeId),

    queues: () => admin.queues(),
    work: (page) => admin.work(page),
    async retryWork({ workId }) {
      await admin.retryWork(workId);
      return done;
    },
    async cancelWork({ workId }) {
      await admin.cancelWork(workId);
      return done;
    },

    storage: () => admin.storage(),
    sweep: () => admin.sweep(),
    backups: () => admin.backups(),
    backUp: () => admin.backUp(),
    progress: ({ jobId }) => admin.progress(jobId),
  };
  const guarded = (handler: unknown) => async (input: unknown, call: Call) => {
    await admin.assertInstallation();
    return (handler as (input: unknown, call: Call) => unknown)(input, call);
  };
  return Object.fromEntries(
    Object.entries(handlers).map(([name, handler]) => [name, guarded(handler)]),
  ) as unknown as Own;
}
