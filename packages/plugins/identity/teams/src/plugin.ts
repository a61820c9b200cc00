import { accessService, teamsSlot } from '@lectern/access/contract';
import { invitationsService, joiningSlot } from '@lectern/invitations/contract';
import { definePlugin, fill, titlesSlot } from '@lectern/kit';
import { organizationsService } from '@lectern/organizations/contract';
import { usersService } from '@lectern/users/contract';
import { teamsContract } from './contract.ts';
import { teamsHandlers } from './handlers.ts';
import { seedTeams } from './seed.ts';
import { createTeams } from './service.ts';
import { teamMembers, teams } from './tables.ts';
import { inTeams } from './views.ts';

export const teamsPlugin = definePlugin({
  contract: teamsContract,
  needs: {
    organizations: organizationsService,
    users: usersService,
    invitations: invitationsService,
    access: accessService,
  },
  tables: [teams, teamMembers, inTeams],
  migrations: new URL('../migrations/', import.meta.url),
  service: createTeams,
  handlers: teamsHandlers,
  fills: (service, ctx) => [
    fill(joiningSlot, {
      kind: 'team',
      name: service.nameOf,
      may: async (id) => (await ctx.can('team.write', id)) && ctx.needs.access.mayChangeTeam(id),
      add: service.addMember,
    }),
    fill(teamsSlot, { teamsOf: service.withPartsOf, names: service.names, peopleIn: service.peopleIn }),
    fill(titlesSlot, { type: 'team', titles: service.names }),
  ],
  seed: (service, ctx) => ctx.data.unit(() => seedTeams(service)),
});
