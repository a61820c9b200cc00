import { randomUUID } from 'node:crypto';
import { currentScope, job, runs } from '@lectern/kit';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { createJobs } from '../../src/jobs/driver.ts';
import { createPgBossJobs } from '../../src/jobs/pg-boss/driver.ts';
import { openTestDatabase } from './databases.ts';
import { createMovedClock } from './moved-clock.ts';

const hourly = { cron: '0 * * * *' };
const remind = job('test.remind', z.object({}), { ...hourly, in: 'every-organization' });
const tidy = job('test.tidy', z.object({}), hourly);

test.each(['sqlite', 'postgres', 'pg-boss'] as const)(
  'a scheduled job runs once, or in every organization: %s',
  async (driver) => {
    const { database, url = '', close } = await openTestDatabase(driver === 'sqlite' ? 'sqlite' : 'postgres');
    const clock = createMovedClock(new Date('2026-03-02T08:30:00Z'));
    const organizations = async () => ['north', 'south'];
    const common = { database, id: randomUUID, clock, random: () => 0, organizations };
    const jobs = driver === 'pg-boss' ? createPgBossJobs({ ...common, url }) : createJobs(common);
    const ran: (string | undefined)[] = [];
    const note = (name: string) => async () => void ran.push(`${name} in ${currentScope()?.org}`);
    jobs.register([runs(remind, note('remind')), runs(tidy, note('tidy'))], 'test');
    await jobs.start();
    await clock.advance(3_600_000);
    for (let polls = 0; polls < 5; polls++) await clock.advance(1_000);
    expect(ran.sort()).toEqual(['remind in north', 'remind in south', 'tidy in undefined']);
    await jobs.stop();
    await close();
  },
);
