import { definePlugin, installationService } from '@lectern/kit';
import { organizationsService } from '@lectern/organizations/contract';
import { usersService } from '@lectern/users/contract';
import { createAdmin } from './admin.ts';
import { adminContract } from './contract.ts';
import { adminHandlers } from './handlers.ts';
import { seedAdmin } from './seed.ts';

export const adminPlugin = definePlugin({
  contract: adminContract,
  needs: { installation: installationService, organizations: organizationsService, users: usersService },
  service: createAdmin,
  handlers: adminHandlers,
  seed: async (_, ctx, scale) => {
    if (scale === 'demo') await seedAdmin(ctx);
  },
});
