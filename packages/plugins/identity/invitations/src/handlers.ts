import { type Handlers, prepared } from '@lectern/kit';
import type { invitationsContract } from './contract.ts';
import type { Invitations } from './service.ts';

const done = { done: true } as const;

export const invitationsHandlers = (invitations: Invitations): Handlers<typeof invitationsContract.operations> => ({
  list: (page, { site }) => invitations.list(page, site),
  invite: async ({ emails, ...terms }, call) => ({
    items: await invitations.inviteAll(emails, terms, await invitations.asked(call)),
  }),
  createLink: (given, { site }) => invitations.createLink(given, site),
  async resend({ invitationId }, call) {
    await invitations.resend(invitationId, await invitations.asked(call));
    return done;
  },
  async revoke({ invitationId }) {
    await invitations.revoke(invitationId);
    return done;
  },
  show: ({ token }) => invitations.show(token),
  ask: prepared(
    ({ token, email }, call) => invitations.prepareAsk(token, email, call),
    async ({ token, email }, _, site) => {
      await invitations.ask(token, email, site);
      return done;
    },
  ),
  accept: prepared(
    ({ token, password }) => invitations.prepareAccept(token, password),
    (given, call, hash) => invitations.accept(given, hash, call),
  ),
});
