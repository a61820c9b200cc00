import { type AnyTable, query, runInScope, unitOrg } from '@lectern/kit';
import { asc, eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { createTables, openTestDatabase } from '../../test/jobs/databases.ts';
import { createMovedClock } from '../../test/jobs/moved-clock.ts';
import { behaviourEvents } from './tables.ts';
import { createTracker } from './tracker.ts';

const ofOrganization = query('test.behaviour', {}, (q) =>
  q.select().from(behaviourEvents).where(eq(behaviourEvents.org, unitOrg)).orderBy(asc(behaviourEvents.seq)),
);

describe.each(['sqlite', 'postgres'] as const)('behaviour events on %s', (dialect) => {
  const open = async () => {
    const school = await openTestDatabase(dialect);
    await createTables(school.database, [behaviourEvents] as unknown as AnyTable[]);
    const clock = createMovedClock(new Date('2026-03-02T08:00:00Z'));
    const as = <T>(org: string, work: () => T): T =>
      runInScope({ actor: { kind: 'person', id: 'amara' }, org, request: 'r1', via: 'http' }, work);
    const stored = (org: string) => as(org, () => school.database.all(ofOrganization));
    return { ...school, clock, as, stored };
  };

  test('are written within a second, each for the organization and the person it happened to', async () => {
    const { database, clock, as, stored, close } = await open();
    const tracker = createTracker({ database, clock });
    as('north', () => tracker.track('lesson.opened', { lesson: 'maps', seconds: 3 }));
    as('south', () => tracker.track('lesson.opened', { lesson: 'rivers' }));
    expect(await stored('north')).toEqual([]);
    await clock.advance(1_000);
    expect(await stored('north')).toMatchObject([
      {
        actor: 'amara',
        at: new Date('2026-03-02T08:00:00Z'),
        name: 'lesson.opened',
        facts: { lesson: 'maps', seconds: 3 },
      },
    ]);
    expect(await stored('south')).toHaveLength(1);
    await close();
  });

  test('are written at once when there are many, and the rest when the process stops', async () => {
    const { database, clock, as, stored, close } = await open();
    const tracker = createTracker({ database, clock });
    as('north', () => {
      for (let n = 0; n < 777; n++) tracker.track('player.tick', { n });
    });
    await expect.poll(() => tracker.counts.written, { interval: 5 }).toBe(777);
    as('north', () => tracker.track('player.tick', { n: 777 }));
    await tracker.stop();
    expect((await stored('north')).map(({ facts }) => facts.n)).toEqual(Array.from({ length: 778 }, (_, n) => n));
    await close();
  });

  test('wait, within bounds, while the database is away; what does not fit is counted', async () => {
    const { database, clock, as, stored, close } = await open();
    let away = true;
    const unit: typeof database.unit = (work) =>
      away ? Promise.reject(new Error('the disk is full')) : database.unit(work);
    const warnings: string[] = [];
    const tracker = createTracker({
      database: { ...database, unit },
      clock,
      capacity: 20,
      log: { warn: (message) => void warnings.push(message) },
    });
    as('north', () => {
      for (let n = 0; n < 25; n++) tracker.track('player.tick', { n });
    });
    await clock.advance(1_000);
    expect(tracker.counts).toEqual({ written: 0, dropped: 5, buffered: 20 });
    expect(warnings).toHaveLength(1);
    away = false;
    await clock.advance(1_000);
    expect(tracker.counts).toEqual({ written: 20, dropped: 5, buffered: 0 });
    expect(await stored('north')).toHaveLength(20);
    await close();
  });
});
