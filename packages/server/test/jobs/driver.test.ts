import { randomUUID } from 'node:crypto';
import type { Database } from '../../src/data/database.ts';
import type { Clock } from '../../src/jobs/clock.ts';
import { createJobs } from '../../src/jobs/driver.ts';
import type { JobsPort } from '../../src/jobs/port.ts';
import { testJobs } from '../../src/jobs/testing/conformance.ts';
import { openTestDatabase } from './databases.ts';
import { createMovedClock } from './moved-clock.ts';

for (const dialect of ['sqlite', 'postgres'] as const) {
  testJobs(dialect, async () => {
    const school = await openTestDatabase(dialect);
    const clock = createMovedClock(new Date('2026-03-02T08:00:00Z'));
    const databases = new Map<JobsPort, Database>();
    const open = (time: Clock, concurrency = {}) => {
      const database = school.another();
      const jobs = createJobs({ database, id: randomUUID, clock: time, random: () => 0, concurrency, alone: false });
      databases.set(jobs, database);
      return jobs;
    };
    return {
      now: clock.now,
      open: async ({ concurrency } = {}) => open(clock, concurrency),
      openHanging: async () => open({ now: clock.now, after: () => () => {} }),
      unit: (jobs, work) => databases.get(jobs)!.unit(work),
      advance: clock.advance,
      close: school.close,
    };
  });
}
