// The kernel's own scheduled jobs: what has been delivered, done or given up long ago is forgotten.
import { type JobHandler, job, runs } from '@lectern/kit';
import { z } from 'zod';
import type { Outbox } from '../events/outbox.ts';
import type { JobsPort } from './port.ts';

const forgetEvents = job('kernel.forget-events', z.object({}), {
  title: { en: 'Forget events delivered long ago', ar: 'نسيان أحداث سُلّمت منذ زمن' },
  cron: '17 * * * *',
});
const forgetJobs = job('kernel.forget-jobs', z.object({}), {
  title: { en: 'Forget jobs that ended long ago', ar: 'نسيان مهام انتهت منذ زمن' },
  cron: '47 * * * *',
});

/** Days that delivered events, jobs that were done, and jobs that failed are kept for those who look after the school. */
export const kept = { events: 30, jobs: { done: 7, failed: 30 } } as const;

/** To be registered with the jobs themselves: `jobs.register(housekeeping(outbox, jobs), 'kernel')`. */
export const housekeeping = (outbox: Pick<Outbox, 'prune'>, jobs: Pick<JobsPort, 'prune'>): JobHandler[] => [
  runs(forgetEvents, async () => void (await outbox.prune(kept.events))),
  runs(forgetJobs, async () => void (await jobs.prune(kept.jobs))),
];
