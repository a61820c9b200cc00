import { authenticatorSlot, definePlugin, fill, setupSlot } from '@lectern/kit';
import { needs } from './context.ts';
import { authContract } from './contract.ts';
import { authHandlers } from './handlers.ts';
import { authJobs } from './jobs.ts';
import { seedPeople } from './seed.ts';
import { createAuth } from './service.ts';
import { authSettings } from './settings.ts';
import { exchanged, keys, links, passwords, sessions, tries } from './tables.ts';

export const authPlugin = definePlugin({
  contract: authContract,
  needs,
  settings: authSettings,
  tables: [passwords, sessions, keys, links, exchanged, tries],
  migrations: new URL('../migrations/', import.meta.url),
  service: createAuth,
  handlers: authHandlers,
  jobs: (_, ctx) => authJobs(ctx),
  fills: (auth) => [fill(authenticatorSlot, auth.authenticator), fill(setupSlot, auth.setup)],
  seed: seedPeople,
});
