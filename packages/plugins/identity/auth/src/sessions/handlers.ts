import { type Handlers, prepared } from '@lectern/kit';
import type { sessionOperations } from '../contract/sessions.ts';
import type { Auth } from '../service.ts';

const done = { done: true } as const;

export const sessionHandlers = ({ sessionList, confirming, sessions }: Auth): Handlers<typeof sessionOperations> => ({
  sessions: async (_, call) => ({ items: await sessionList.mine(call) }),
  async endSession({ sessionId }, call) {
    await sessionList.end(sessionId, call);
    return done;
  },
  endOtherSessions: async (_, call) => ({ ended: await sessionList.endOthers(call) }),
  sessionsOf: async ({ userId }, call) => ({ items: await sessionList.of(userId, call) }),
  endSessionsOf: async ({ userId }, call) => ({ ended: await sessionList.endAllOf(userId, call) }),
  confirm: prepared(
    (given, call) => confirming.check(given, call),
    async (given, call) => {
      await confirming.take(given, call);
      await sessions.confirmed(call);
      return done;
    },
  ),
});
