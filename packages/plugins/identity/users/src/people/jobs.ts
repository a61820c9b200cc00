// Who was removed is erased when the time to bring them back is over.
import { job, Refusal, runs } from '@lectern/kit';
import { z } from 'zod';
import type { Users } from '../service.ts';
import { sinceBefore } from './page.ts';
import type { UsersContext } from './service.ts';

const day = 24 * 60 * 60_000;
/** In days: as screens, commands and the reference promise. */
export const kept = 30;

const forget = job('users.forget', z.object({}), {
  title: { en: 'Erase people who were removed a while ago', ar: 'محو أشخاص أُزيلوا منذ مدة' },
  cron: '41 3 * * *',
  in: 'every-organization',
});

export const peopleJobs = (users: Users, ctx: UsersContext) => [
  runs(forget, async (_, run) => {
    const before = new Date(ctx.now().getTime() - kept * day);
    for (const { userId } of await ctx.data.all(sinceBefore, { before, state: 'removed' })) {
      if (run.signal.aborted) return;
      try {
        await ctx.data.unit(async () => {
          const still = await ctx.needs.organizations.membershipOf(userId);
          if (still?.state === 'removed') await users.protection.erase(userId);
        });
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        ctx.log.warn('somebody who was removed could not be erased', { userId, code: error.problem.code });
      }
    }
  }),
];
