import { auditPolicySlot, definePlugin, fill } from '@lectern/kit';
import { usersService } from '@lectern/users/contract';
import { auditContract } from './contract.ts';
import { auditHandlers } from './handlers.ts';
import { auditJobs } from './jobs.ts';
import { createAudit } from './service.ts';
import { auditSettings } from './settings.ts';
import { verifications } from './tables.ts';

/** The log itself is the kernel's, so that nothing goes around it; this is the door to it. */
export const auditPlugin = definePlugin({
  contract: auditContract,
  needs: { users: usersService },
  settings: auditSettings,
  tables: [verifications],
  migrations: new URL('../migrations/', import.meta.url),
  service: createAudit,
  handlers: auditHandlers,
  jobs: auditJobs,
  fills: (_, ctx) => [fill(auditPolicySlot, { addresses: async () => (await ctx.settingsHere()).addresses })],
});
