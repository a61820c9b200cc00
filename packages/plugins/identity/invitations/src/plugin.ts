import { definePlugin } from '@lectern/kit';
import { needs } from './context.ts';
import { invitationsContract } from './contract.ts';
import { invitationsHandlers } from './handlers.ts';
import { joiningJobs, joiningReactions } from './joining.ts';
import { createInvitations } from './service.ts';
import { invitations } from './tables.ts';
import { invitationHomes } from './views.ts';

export const invitationsPlugin = definePlugin({
  contract: invitationsContract,
  needs,
  tables: [invitations, invitationHomes],
  migrations: new URL('../migrations/', import.meta.url),
  service: createInvitations,
  handlers: invitationsHandlers,
  reactions: (_, ctx) => joiningReactions(ctx),
  jobs: ({ jobs }, ctx) => [...jobs, ...joiningJobs(ctx)],
});
