// What was given up is seen by the owner and done once, when the cause is mended.
import { defineContract, definePlugin, event, job, on, runs, service } from '@lectern/kit';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { examine } from '../../src/doctor/doctor.ts';
import { createWork } from '../../src/installation/work.ts';
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
    const work = createWork(() => school.server);
    const failures = () => work.list({ state: 'failed', limit: 10 });
    /** @returns what the errors said */
    const tryAll = async () => {
      const said: string[] = [];
      for (const { id } of await failures())
        await school.inside(() =>
          school.server.database.unit(() => work.retry(id)).catch((error: Error) => said.push(error.message)),
        );
      return said;
    };
    const checks = async () =>
      (await examine(school.server)).checks.filter(({ name }) =>
        ['jobs', 'plugin bells', 'plugin users'].includes(name),
      );
    try {
      await school.inside(() => school.service(bells).tell(1));
      for (let attempt = 0; attempt < 10; attempt++) {
        await school.work();
        school.advance({ hours: 1 });
      }
      const given = await failures();
      expect(given.map(({ kind, name }) => `${kind}: ${name}`).sort()).toEqual([
        'event: bells <- bells.told',
        'job: bells.ring',
      ]);
      for (const { error } of given) expect(error).toContain('the bell has no clapper');
      const well = [
        { name: 'jobs', ok: true },
        { name: 'plugin users', ok: true },
      ];
      expect(await checks()).toMatchObject([
        ...well,
        {
          name: 'plugin bells',
          ok: false,
          detail: '1 event was given up; 1 job failed: bells.ring',
          command: 'lms jobs list --state failed',
        },
      ]);

      expect(await tryAll()).toEqual(['the bell has no clapper']);
      await school.work(); // the job waits again, and fails again
      expect(await failures()).toHaveLength(2);

      broken = false;
      expect(await tryAll()).toEqual([]);
      await school.work();
      expect([...new Set(heard)].sort()).toEqual(['event 1', 'job 1']);
      expect(heard).toHaveLength(2);
      expect(await failures()).toEqual([]);
      expect(await checks()).toMatchObject([...well, { name: 'plugin bells', ok: true, detail: 'well' }]);
      expect(await work.retry('nothing')).toBe(false);
    } finally {
      await school.close();
    }
  },
);
