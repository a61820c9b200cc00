import { job, runs } from '@lectern/kit';
import { z } from 'zod';
import type { AuthContext } from './context.ts';
import { sweepRequests } from './device/queries.ts';
import { sweepSignUps } from './door/queries.ts';
import { sweepImpersonations, sweepOwnSessions } from './impersonation/queries.ts';
import { sweepKeys } from './keys/queries.ts';
import { sweepLinks } from './mail/queries.ts';
import { sweepExchanged, sweepSessions, sweepTries } from './queries.ts';
import { sweepTickets } from './second-factor/queries.ts';

/** What is over is refused anyway; nightly it goes. */
const day = 24 * 60 * 60_000;
const sweep = job('auth.sweep', z.object({}), {
  title: { en: 'Tidy up sessions and links that ended', ar: 'ترتيب جلسات وروابط انتهت' },
  cron: '17 3 * * *',
});

export const authJobs = (ctx: AuthContext) => [
  runs(sweep, async () => {
    const now = ctx.now();
    await ctx.data.run(sweepSessions, { now });
    await ctx.data.run(sweepLinks, { now });
    await ctx.data.run(sweepSignUps, { now });
    await ctx.data.run(sweepTickets, { now });
    await ctx.data.run(sweepTries, { now });
    await ctx.data.run(sweepOwnSessions, { now });
    await ctx.data.run(sweepImpersonations, { now });
    await ctx.data.run(sweepRequests, { endedBefore: new Date(now.getTime() - day) });
    await ctx.data.run(sweepKeys, { endedBefore: new Date(now.getTime() - 30 * day) });
    await ctx.data.run(sweepExchanged, { now });
  }),
];
