// Somebody is told when what opens their account has changed, so that they notice what they did not do themselves.
import type { Call } from '@lectern/kit';
import type { AuthContext } from '../context.ts';
import type { Mailer } from './mailer.ts';

export interface Notices {
  /** Outside a unit of work. @returns where the mail's link leads; undefined where none is sent: it is no reason to refuse */
  site(call: Call): Promise<string | undefined>;
  /** In the unit of work that changes it. */
  tell(
    userId: string,
    kind: 'password-changed' | 'second-factor-on' | 'second-factor-off',
    site: string | undefined,
  ): Promise<void>;
}

export const createNotices = (ctx: AuthContext, mailer: Mailer): Notices => ({
  site: async (call) => (ctx.mail.delivers ? call.certainSite() : undefined),
  async tell(userId, kind, site) {
    if (site !== undefined) await mailer.mailLink(userId, kind, site);
  },
});
