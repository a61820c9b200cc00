// What was given up is seen by the owner and done once, when the cause is mended.
import { defineContract, definePlugin, event, job, on, runs, service } from '@lectern/kit';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { examine } from '../../src/doctor/doctor.ts';
import { failures, tryAgain } from '../../src/doctor/failures.ts';
import { openTestSchool } from '../../src/testing/school.ts';
import { academy } from './academy.ts';

const told = event('bells.told', z.object({ n: z.number() }));
const ring = job('bells.ring', z.object({ n: z.number() }), { attempts: 1 });

test.each(['sqlite', 'postgres'] as const)(
  'events and jobs that were given up are tried again: %s',
  async (dialect) => {
    let broken = true;
    const heard: string[] = [];
    const take = (what: string) => {
      if (broken) throw new Error('the bell has no clapper');
      heard.push(what);
    };
    interface Bells {
      tell(n: number): Promise<void>;
    }
    const bells = service<Bells>('bells');
    const bellsPlugin = definePlugin({
      contract: defineContract({ id: 'bells', summary: 'Bells', service: bells, operations: {}, events: { told } }),
      service: (ctx): Bells => ({
        tell: (n) =>
          ctx.data.unit(async () => {
            await ctx.emit(told, { n });
            await ctx.enqueue(ring, { n });
          }),
      }),
      handlers: () => ({}),
      reactions: () => [on(told, ({ n }) => take(`event ${n}`))],
      jobs: () => [runs(ring, async ({ n }) => take(`job ${n}`))],
    });
    const school = await openTestSchool([...academy, bellsPlugin], dialect);
    const checks = async () =>
      (await examine(school.server)).checks.filter(({ name }) => name === 'jobs' || name === 'events');
    try {
      await school.inside(() => school.service(bells).tell(1));
      for (let attempt = 0; attempt < 10; attempt++) {
        await school.work();
        school.advance({ hours: 1 });
      }
      const given = await failures(school.server);
      expect(given.map(({ kind, what }) => `${kind}: ${what}`).sort()).toEqual([
        'event: bells <- bells.told',
        'job: bells.ring',
      ]);
      for (const { error } of given) expect(error).toContain('the bell has no clapper');
      for (const check of await checks())
        expect(check).toMatchObject({ ok: false, fix: expect.stringMatching(/--retry/) });

      expect((await tryAgain(school.server, ['all'])).failed.map(({ error }) => error)).toEqual([
        'the bell has no clapper',
      ]);
      await school.work(); // the job waits again, and fails again
      expect(await failures(school.server)).toHaveLength(2);

      broken = false;
      expect((await tryAgain(school.server, ['all'])).failed).toEqual([]);
      await school.work();
      expect([...new Set(heard)].sort()).toEqual(['event 1', 'job 1']);
      expect(heard).toHaveLength(2);
      expect(await failures(school.server)).toEqual([]);
      for (const check of await checks()) expect(check).toMatchObject({ ok: true });
      expect((await tryAgain(school.server, ['nothing'])).failed).toEqual([
        { id: 'nothing', error: 'there is no such failure' },
      ]);
    } finally {
      await school.close();
    }
  },
);
