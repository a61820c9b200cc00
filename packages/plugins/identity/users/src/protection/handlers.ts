import { type Call, type Handlers, kernelProblems, refuse } from '@lectern/kit';
import { protectionErrors, type protectionOperations } from '../contract/protection.ts';
import type { UsersContext } from '../people/service.ts';
import { archiveOf, readTicket, ticketFor } from './archive.ts';
import type { Protection } from './service.ts';

export function protectionHandlers(protection: Protection, ctx: UsersContext): Handlers<typeof protectionOperations> {
  const archive = ({ ticket, until }: ReturnType<typeof ticketFor>, { site }: Call) => ({
    address: `${new URL(site).pathname.replace(/\/$/, '')}/api/users/archives/${ticket}`,
    until: until.toISOString(),
  });
  return {
    merge: ({ userId, intoId }) => protection.merge(userId, intoId),
    erase: ({ userId }) => protection.erase(userId),
    async exportData({ userId }, call) {
      return archive(ticketFor(ctx, userId, await protection.reachOf(userId)), call);
    },
    exportMine: async (_, call) => archive(ticketFor(ctx, call.actor.id, 'everywhere'), call),
    async archive({ ticket }) {
      const told = readTicket(ctx, ticket) ?? refuse(protectionErrors.linkOver);
      const person = (await protection.held(told.userId)) ?? refuse(kernelProblems.notFound);
      return new Response(await archiveOf(ctx, { ...person, reach: told.reach }), {
        headers: {
          'content-type': 'application/zip',
          'content-disposition': `attachment; filename="my-data-${ctx.now().toISOString().slice(0, 10)}.zip"`,
          'cache-control': 'no-store',
        },
      });
    },
    myErasure: async (_, { actor }) => ({ askedAt: await protection.erasureAskedAt(actor.id) }),
    askErasure: async (_, { actor }) => ({ askedAt: await protection.askErasure(actor.id) }),
    async withdrawErasure(_, { actor }) {
      await protection.withdrawErasure(actor.id);
      return { done: true };
    },
    erasureRequests: async () => ({ items: await protection.erasureRequests() }),
  };
}
