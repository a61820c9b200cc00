import { authorizerSlot, definePlugin, fill } from '@lectern/kit';
import { organizationsService } from '@lectern/organizations/contract';
import { usersService } from '@lectern/users/contract';
import { accessContract } from './contract.ts';
import { accessHandlers } from './handlers.ts';
import { createAccess } from './service.ts';
import { assignments } from './tables.ts';

export const accessPlugin = definePlugin({
  contract: accessContract,
  needs: { organizations: organizationsService, users: usersService },
  tables: [assignments],
  migrations: new URL('../migrations/', import.meta.url),
  service: createAccess,
  handlers: accessHandlers,
  fills: (access) => [
    fill(authorizerSlot, {
      grantsOf: (actor) => access.grantsOf(actor.id),
      moved: access.moved,
      removed: access.removed,
    }),
  ],
});
