import { type Call, type Handlers, kernelProblems, refuse } from '@lectern/kit';
import type { UsersService, usersContract } from './contract.ts';

/** Programs of the school are signed in too, but they are nobody. */
const personOf = ({ actor }: Call) => (actor.kind === 'person' ? actor.id : refuse(kernelProblems.notFound));

export const usersHandlers = (users: UsersService): Handlers<typeof usersContract.operations> => ({
  me: async (_, call) => (await users.find(personOf(call))) ?? refuse(kernelProblems.notFound),
  updateMe: (changes, call) => users.update(personOf(call), changes),
  list: (page) => users.list(page),
  create: (person) => users.create(person),
});
