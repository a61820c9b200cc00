import type { Handlers } from '@lectern/kit';
import type { teamsContract } from './contract.ts';
import type { Teams } from './service.ts';

const done = { done: true } as const;

export const teamsHandlers = (teams: Teams): Handlers<typeof teamsContract.operations> => ({
  list: async () => ({ items: await teams.all() }),
  mine: async (_, { actor }) => ({ items: await teams.of(actor.id) }),
  create: (given) => teams.create(given),
  update: ({ teamId, ...changes }) => teams.update(teamId, changes),
  async remove({ teamId }) {
    await teams.assertMayFill(teamId);
    await teams.remove(teamId);
    return done;
  },
  members: ({ teamId, ...page }) => teams.members(teamId, page),
  async addMember({ teamId, userId }) {
    await teams.assertMayFill(teamId);
    await teams.addMember(teamId, userId);
    return done;
  },
  async removeMember({ teamId, userId }) {
    await teams.assertMayFill(teamId);
    await teams.removeMember(teamId, userId);
    return done;
  },
});
