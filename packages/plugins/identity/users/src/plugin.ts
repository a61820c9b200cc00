import { definePlugin } from '@lectern/kit';
import { organizationsService } from '@lectern/organizations/contract';
import { usersContract } from './contract.ts';
import { usersHandlers } from './handlers.ts';
import { createUsers } from './service.ts';
import { users } from './tables.ts';
import { people } from './views.ts';

export const usersPlugin = definePlugin({
  contract: usersContract,
  needs: { organizations: organizationsService },
  tables: [users, people],
  migrations: new URL('../migrations/', import.meta.url),
  service: createUsers,
  handlers: usersHandlers,
});
