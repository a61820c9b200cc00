import { authenticatorSlot, definePlugin, fill, setupSlot, titlesSlot, wayInSlot } from '@lectern/kit';
import { importedColumnSlot, inviterSlot } from '@lectern/users/contract';
import { needs } from './context.ts';
import { authContract, signOnSlot } from './contract.ts';
import { deviceRequests } from './device/tables.ts';
import { signUps, verifiedAddresses } from './door/tables.ts';
import { authHandlers } from './handlers.ts';
import { impersonations } from './impersonation/tables.ts';
import { importedPassword } from './imported-password.ts';
import { authJobs } from './jobs.ts';
import { keys } from './keys/tables.ts';
import { links } from './mail/tables.ts';
import { passkeys } from './passkeys/tables.ts';
import { authReactions } from './reactions.ts';
import { recoveryCodes, secondFactors, tickets } from './second-factor/tables.ts';
import { seedPeople } from './seed.ts';
import { createAuth } from './service.ts';
import { accountNames } from './service-accounts/queries.ts';
import { seedServiceAccount } from './service-accounts/seed.ts';
import { serviceAccounts } from './service-accounts/tables.ts';
import { authSettings } from './settings.ts';
import { seedProvider } from './sign-on/seed.ts';
import { accounts as signOnAccounts, providers as signOnProviders } from './sign-on/tables.ts';
import { exchanged, passwords, sessions, tries } from './tables.ts';

export const authPlugin = definePlugin({
  contract: authContract,
  needs,
  settings: authSettings,
  tables: [
    passwords,
    sessions,
    links,
    verifiedAddresses,
    signUps,
    secondFactors,
    recoveryCodes,
    tickets,
    exchanged,
    tries,
    keys,
    serviceAccounts,
    deviceRequests,
    impersonations,
    passkeys,
    signOnProviders,
    signOnAccounts,
  ],
  migrations: new URL('../migrations/', import.meta.url),
  service: createAuth,
  handlers: authHandlers,
  reactions: (_, ctx) => authReactions(ctx),
  jobs: (auth, ctx) => [...authJobs(ctx), ...auth.mailJobs],
  fills: (auth, ctx) => [
    fill(authenticatorSlot, auth.authenticator),
    fill(setupSlot, auth.setup),
    fill(wayInSlot, { owners: () => ctx.needs.access.owners(), linkFor: auth.linkFor }),
    fill(titlesSlot, {
      type: 'service-account',
      titles: async (ids) => new Map((await ctx.data.all(accountNames, { ids })).map(({ id, name }) => [id, name])),
    }),
    fill(importedColumnSlot, importedPassword(ctx.data, ctx.now)),
    fill(inviterSlot, { invite: (userId, site) => auth.mailLink(userId, 'invitation', site) }),
    ...auth.signOnDrivers.map((driver) => fill(signOnSlot, driver)),
  ],
  seed: async (auth, ctx, scale) => {
    await seedPeople(auth, ctx, scale);
    await seedServiceAccount(ctx);
    await seedProvider(ctx);
  },
});
