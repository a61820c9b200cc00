// Jobs with a cron expression: whichever process moves the schedule on enqueues the tick. Ticks that were missed while
// nothing ran are one tick.
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
/** @param enqueue runs in the unit of the tick */
export function createSchedules(
  database: Database,
  now: () => Date,
  registry: Registry,
  enqueue: (name: string) => Promise<void>,
): Schedules {
  return {
    async record() {
      for (const [name, { handler }] of registry.all) {
        const { cron } = handler.job.options;
        if (cron) await database.run(queries.schedule, { name, cron, nextAt: nextTick(cron, now()) });
      }
    },
    async tick() {
      for (const { name, cron, nextAt } of await database.all(queries.dueSchedules, { now: now() })) {
        if (!registry.find(name)?.handler.job.options.cron) continue; // of a plugin that other processes run, or none
        await database.unit(async () => {
          if ((await database.run(queries.tick, { name, was: nextAt, nextAt: nextTick(cron, now()) })) === 1)
            await enqueue(name);
        });
      }
    },
  };
}
