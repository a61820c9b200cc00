import { randomUUID } from 'node:crypto';
import type { Database } from '../../src/data/database.ts';
import { type Clock, systemClock } from '../../src/jobs/clock.ts';
import { createPgBossJobs } from '../../src/jobs/pg-boss/driver.ts';
import type { JobsPort } from '../../src/jobs/port.ts';
import { testJobs } from '../../src/jobs/testing/conformance.ts';
import { openTestDatabase } from './databases.ts';
import { createMovedDatabaseClock } from './pg-boss-clock.ts';

// Went red when taken out, one at a time: the attempt in what pg-boss's functions are given (a late worker ended the job of
// another), `retry_count` in our own statements (it did not learn that it had lost it), the moved base (a job given back lost
// an attempt), the exclusive queue (two jobs with one key), the lease's end (taken over while it ran), `cancelling` in the
// answer to a heartbeat (never cancelled), statements of a unit in that unit, a queue known only once its unit has committed
// (the next send found none), the later start after a failure, and the last attempt of what cannot be read.
testJobs('pg-boss', async () => {
  const school = await openTestDatabase('postgres');
  const databases = new Map<JobsPort, Database>();
  const open = async (clock: Clock, concurrency = {}) => {
    const database = school.another();
    const jobs = createPgBossJobs({ database, url: school.url!, id: randomUUID, clock, random: () => 0, concurrency });
    databases.set(jobs, database);
    await jobs.prepare();
    return jobs;
  };
  await (await open(systemClock)).stop(0); // pg-boss is installed
  const clock = await createMovedDatabaseClock(school.database, new Date('2026-03-02T08:00:00Z'));
  return {
    now: clock.now,
    open: ({ concurrency } = {}) => open(clock, concurrency),
    openHanging: () => open({ now: clock.now, after: () => () => {} }),
    unit: (jobs, work) => databases.get(jobs)!.unit(work),
    advance: clock.advance,
    close: school.close,
  };
});
