import { definePlugin, fill, organizationSlot } from '@lectern/kit';
import { organizationsContract } from './contract.ts';
import { organizationsHandlers } from './handlers.ts';
import { seedOrganization } from './seed.ts';
import { createOrganizations } from './service.ts';
import { memberships, organizations } from './tables.ts';
import { belongings, members } from './views.ts';

export const organizationsPlugin = definePlugin({
  contract: organizationsContract,
  tables: [organizations, memberships, members, belongings],
  migrations: new URL('../migrations/', import.meta.url),
  service: createOrganizations,
  handlers: organizationsHandlers,
  fills: (service) => [fill(organizationSlot, { organizationFor: () => service.defaultId(), all: service.ids })],
  seed: async (service, ctx, scale) => {
    if (scale === 'demo') await ctx.data.unit(() => seedOrganization(service));
  },
});
