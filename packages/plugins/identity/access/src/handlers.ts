import { type Handlers, kernelProblems, refuse } from '@lectern/kit';
import type { accessContract } from './contract.ts';
import type { Access } from './service.ts';

const done = { done: true } as const;

export const accessHandlers = (access: Access): Handlers<typeof accessContract.operations> => ({
  mine: async (_, { actor }) => ({ permissions: await access.permissionsOf(actor.id) }),
  assignments: async ({ on }) => ({ items: await access.assignmentsOn(on) }),
  assign: async ({ userId, role, on }) => {
    if (!(await access.mayGive(role, on))) return refuse(kernelProblems.forbidden, { pointer: '/role' });
    await access.give(userId, role, on);
    return done;
  },
  unassign: async ({ userId, role, on }) => {
    await access.take(userId, role, on);
    return done;
  },
});
