import { definePlugin, fill, organizationSlot, settingsSlot } from '@lectern/kit';
import { organizationsContract } from './contract.ts';
import { organizationsHandlers } from './handlers.ts';
import { organizationsJobs } from './jobs.ts';
import { seedOrganization } from './seed.ts';
import { createOrganizations } from './service.ts';
import { settingsHealth } from './settings/health.ts';
import { organizationSettingRows, settingChanges, settingsVersion } from './settings/tables.ts';
import { organizationsSettings } from './settings.ts';
import { domains, mailDomains, memberships, organizations } from './tables.ts';
import { belongings, members, roster } from './views.ts';

export const organizationsPlugin = definePlugin({
  contract: organizationsContract,
  settings: organizationsSettings,
  tables: [
    organizations,
    domains,
    mailDomains,
    memberships,
    organizationSettingRows,
    settingChanges,
    settingsVersion,
    members,
    roster,
    belongings,
  ],
  migrations: new URL('../migrations/', import.meta.url),
  service: createOrganizations,
  handlers: organizationsHandlers,
  jobs: (_, ctx) => organizationsJobs(ctx),
  fills: ({ domains: hosts, ids, schoolSettings }) => [
    fill(organizationSlot, { organizationFor: hosts.organizationFor, knowsHost: hosts.knowsHost, all: ids }),
    fill(settingsSlot, schoolSettings.source),
  ],
  health: settingsHealth,
  seed: async (service, ctx, scale) => {
    if (scale === 'demo') await ctx.data.unit(() => seedOrganization(service));
  },
});
