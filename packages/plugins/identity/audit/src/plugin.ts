import { type AuditPort, type Context, definePlugin } from '@lectern/kit';
import { usersService } from '@lectern/users/contract';
import { auditContract } from './contract.ts';
import { auditHandlers } from './handlers.ts';

/** The log itself is the kernel's, so that nothing goes around it; this is the door to it. */
export const auditPlugin = definePlugin({
  contract: auditContract,
  needs: { users: usersService },
  service: ({ audit }: Context): AuditPort => audit,
  handlers: auditHandlers,
});
