import { job, runs } from '@lectern/kit';
import { z } from 'zod';
import type { AuthContext } from './context.ts';
import { sweepExchanged, sweepLinks, sweepSessions, sweepTries } from './queries.ts';

/** What is over is refused anyway; nightly it goes. */
const sweep = job('auth.sweep', z.object({}), { cron: '17 3 * * *' });

export const authJobs = (ctx: AuthContext) => [
  runs(sweep, async () => {
    const now = ctx.now();
    await ctx.data.run(sweepSessions, { now });
    await ctx.data.run(sweepLinks, { now });
    await ctx.data.run(sweepTries, { now });
    await ctx.data.run(sweepExchanged, { now });
  }),
];
