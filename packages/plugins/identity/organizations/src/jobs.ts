// What was deleted goes when its grace is over: a batch at a time, so that nobody waits for it; killed, it goes on.
import { job, runInScope, runs } from '@lectern/kit';
import { z } from 'zod';
import { organizationErased } from './contract.ts';
import { giveUpAll } from './domains/queries.ts';
import { dropProofs } from './mail-domains/queries.ts';
import { erase, toErase } from './schools/queries.ts';
import type { OrganizationsContext } from './service.ts';
import { treeChanged } from './settings/queries.ts';

const batch = 500;
export const eraseDeleted = job('organizations.erase-deleted', z.object({}), {
  title: { en: 'Erase schools that were deleted', ar: 'محو مدارس حُذفت' },
  cron: '41 2 * * *',
  concurrency: 1,
});

export const organizationsJobs = (ctx: OrganizationsContext) => [
  runs(eraseDeleted, async (_, run) => {
    const due = await ctx.data.all(toErase, { now: ctx.now() });
    for (const [at, { id }] of due.entries()) {
      await runInScope({ ...ctx.scope(), org: id }, async () => {
        for (let left = true; left && !run.signal.aborted; ) {
          left = await ctx.tenants.eraseSome(batch);
          await run.progress(at, due.length);
        }
        run.signal.throwIfAborted();
        // The school itself last: until then the next run finds what this one left.
        await ctx.data.unit(async () => {
          await ctx.data.run(giveUpAll, { organization: id });
          await ctx.data.run(dropProofs, { organization: id });
          await ctx.data.run(erase, { id });
          await treeChanged(ctx);
          await ctx.emit(organizationErased, { organizationId: id });
        });
      });
    }
  }),
];
