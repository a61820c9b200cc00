import { authorizerSlot, definePlugin, fill, titlesSlot } from '@lectern/kit';
import { organizationsService, owningSlot } from '@lectern/organizations/contract';
import { importedColumnSlot, leavingSlot, touchingSlot, usersService } from '@lectern/users/contract';
import { accessContract } from './contract.ts';
import { accessHandlers } from './handlers.ts';
import { importedRole } from './imported-role.ts';
import { createLeaving } from './leaving.ts';
import { createAccess } from './service.ts';
import { assignments, roles } from './tables.ts';
import { schoolRoles } from './views.ts';

export const accessPlugin = definePlugin({
  contract: accessContract,
  needs: { organizations: organizationsService, users: usersService },
  tables: [roles, assignments, schoolRoles],
  migrations: new URL('../migrations/', import.meta.url),
  service: createAccess,
  handlers: accessHandlers,
  fills: (access, ctx) => [
    fill(leavingSlot, createLeaving(ctx)),
    fill(titlesSlot, { type: 'role', titles: access.roles.names }),
    fill(touchingSlot, { touching: access.giving.assertMayTouch }),
    fill(
      importedColumnSlot,
      importedRole(ctx.data, () => ctx.scope().org ?? '', access.give),
    ),
    fill(owningSlot, { give: (userId) => access.give(userId, 'owner') }),
    fill(authorizerSlot, {
      grantsOf: async (actor, org) => (actor.kind === 'service' ? access.everything(org) : access.grantsOf(actor.id)),
      moved: access.moved,
      removed: access.removed,
    }),
  ],
});
