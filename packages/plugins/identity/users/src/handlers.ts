import { type Call, type Handlers, kernelProblems, received, refuse } from '@lectern/kit';
import { bulkHandlers } from './bulk/handlers.ts';
import { usersContract } from './contract.ts';
import { servePicture, storePicture } from './people/picture.ts';
import type { UsersContext } from './people/service.ts';
import { protectionHandlers } from './protection/handlers.ts';
import type { Users } from './service.ts';

/** Programs of the school are signed in too, but they are nobody. */
const personOf = ({ actor }: Call) => (actor.kind === 'person' ? actor.id : refuse(kernelProblems.notFound));
const { setPicture } = usersContract.operations;
const done = { done: true } as const;

export const usersHandlers = (users: Users, ctx: UsersContext): Handlers<typeof usersContract.operations> => ({
  me: (_, call) => users.me(personOf(call)),
  updateMe: (changes, call) => users.updateMe(personOf(call), changes),
  setPicture: received(
    (_, { body }, call) => {
      personOf(call);
      return storePicture((body ?? []) as AsyncIterable<Uint8Array>, setPicture.spec.limit!, ctx.storage);
    },
    async (_, call, picture) => {
      await users.update(personOf(call), { picture });
      return Response.json({ picture });
    },
  ),
  async removePicture(_, call) {
    await users.update(personOf(call), { picture: null });
    return done;
  },
  picture: async ({ userId, v }, request) => {
    const digest = (await users.pictureOf(userId)) ?? refuse(kernelProblems.notFound);
    return (await servePicture(digest, request, ctx.storage, v)) ?? refuse(kernelProblems.notFound);
  },
  async leave(_, call) {
    await users.standing.leave(personOf(call));
    return done;
  },
  profile: ({ userId }) => users.profile(userId),
  list: (page) => users.list(page),
  create: (person) => users.create(person),
  get: ({ userId }) => users.inFull(userId),
  update: ({ userId, ...changes }) => users.updateOther(userId, changes),
  async suspend({ userId, reason }) {
    await users.suspend(userId, reason);
    return users.inFull(userId);
  },
  async restore({ userId }) {
    await users.restore(userId);
    return users.inFull(userId);
  },
  async remove({ userId, reason }) {
    await users.remove(userId, reason);
    return users.inFull(userId);
  },
  fields: async () => ({ items: await users.fieldsOf() }),
  addField: (field) => users.fields.add(field),
  changeField: (changes) => users.fields.change(changes),
  ...bulkHandlers(users.bulk),
  ...protectionHandlers(users.protection, ctx),
  removeField: async ({ fieldId }) => ({ values: await users.fields.remove(fieldId) }),
});
