import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openSchool } from '../http/prepared-school.ts';

/** A school whose nights pass when told to. */
async function overNights(backupsKept: number) {
  let days = 0;
  const school = await openSchool({
    backupsKept,
    strict: false, // a backup reads beside the units, for longer than one
    now: () => new Date(Date.parse('2026-03-01T12:00:00Z') + days * 86_400_000),
  });
  const folder = join(school.directory, 'data', 'backups');
  mkdirSync(folder, { recursive: true });
  mkdirSync(join(folder, 'before-the-move')); // made by hand
  await school.jobs.runDue(); // the schedule is known from now on
  const night = async () => {
    days++;
    await school.jobs.runDue();
    return readdirSync(folder).sort();
  };
  return { school, night };
}

// Guard: with the old ones never looked for, three stayed.
test('every night a backup is made, and so many of them stay; what was made by hand is nobody’s to remove', async () => {
  const { school, night } = await overNights(2);
  expect(await night()).toEqual(['before-the-move', 'daily-2026-03-02T12-00']);
  await night();
  expect(await night()).toEqual(['before-the-move', 'daily-2026-03-03T12-00', 'daily-2026-03-04T12-00']);
  expect(await school.jobs.list({ state: 'failed' })).toEqual([]);
});

test('none is made unless the school says so', async () => {
  const { night } = await overNights(0);
  expect(await night()).toEqual(['before-the-move']);
});
