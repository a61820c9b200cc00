// Jobs with a cron expression: whichever process moves the schedule on enqueues the tick. Ticks that were missed while
// nothing ran are one tick.
import type { Job } from '@lectern/kit';
import { Cron } from 'croner';
import type { Database } from '../data/database.ts';
import * as queries from './queries.ts';
import type { Registry } from './registry.ts';

/** The first moment after `from` that the five-field expression names, in UTC. @throws when it names none */
export function nextTick(expression: string, from: Date): Date {
  const next = new Cron(expression, { timezone: 'UTC', mode: '5-part', paused: true }).nextRun(from);
  if (!next) throw new Error(`the cron expression "${expression}" names no moment to come`);
  return next;
}

export interface Schedules {
  /** Writes down when each scheduled job is due next. A changed expression starts anew. */
  record(): Promise<void>;
  /** Enqueues what is due, each in one unit with the schedule's move. */
  tick(): Promise<void>;
}
export interface SchedulesParts {
  readonly database: Database;
  readonly now: () => Date;
  readonly registry: Registry;
  readonly organizations: () => Promise<readonly string[]>;
  /** In the unit of the tick. */
  readonly enqueue: (job: Job, org: string | undefined) => Promise<unknown>;
}

export function createSchedules({ database, now, registry, organizations, enqueue }: SchedulesParts): Schedules {
  return {
    async record() {
      for (const [name, { handler }] of registry.all) {
        const { cron } = handler.job.options;
        if (cron) await database.run(queries.schedule, { name, cron, nextAt: nextTick(cron, now()) });
      }
    },
    async tick() {
      for (const { name, cron, nextAt: was } of await database.all(queries.dueSchedules, { now: now() })) {
        const registered = registry.find(name);
        if (!registered?.handler.job.options.cron) continue; // of a plugin that only other processes run, or none
        const everywhere = registered.handler.job.options.in === 'every-organization';
        const orgs = everywhere ? await organizations() : [undefined];
        await database.unit(async () => {
          const mine = (await database.run(queries.tick, { name, was, nextAt: nextTick(cron, now()) })) === 1;
          if (mine) for (const org of orgs) await enqueue(registered.handler.job, org);
        });
      }
    },
  };
}
