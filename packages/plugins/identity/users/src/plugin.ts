import { definePlugin, fill, titlesSlot } from '@lectern/kit';
import { organizationsService } from '@lectern/organizations/contract';
import { bulkJobs } from './bulk/jobs.ts';
import { externalIds, importRemarks, personImports } from './bulk/tables.ts';
import { usersContract } from './contract.ts';
import { usersHandlers } from './handlers.ts';
import { peopleJobs } from './people/jobs.ts';
import { erasureRequests, mergedAccounts } from './protection/tables.ts';
import { seedFields } from './seed.ts';
import { createUsers } from './service.ts';
import { departures, fields, fieldValues, users } from './tables.ts';
import { people } from './views.ts';

export const usersPlugin = definePlugin({
  contract: usersContract,
  needs: { organizations: organizationsService },
  tables: [
    users,
    fields,
    fieldValues,
    departures,
    externalIds,
    personImports,
    importRemarks,
    mergedAccounts,
    erasureRequests,
    people,
  ],
  migrations: new URL('../migrations/', import.meta.url),
  service: createUsers,
  handlers: usersHandlers,
  fills: ({ many }) => [
    fill(titlesSlot, {
      type: 'user',
      titles: async (ids) => new Map([...(await many(ids))].map(([id, { name }]) => [id, name])),
    }),
  ],
  seed: seedFields,
  jobs: (users, ctx) => [...bulkJobs(users.bulk), ...peopleJobs(users, ctx)],
});
