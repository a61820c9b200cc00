import { event, on, query, type Reaction } from '@lectern/kit';
import { asc } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Database } from '../../src/data/database.ts';
import { createOutbox, type Outbox, type OutboxOptions } from '../../src/events/outbox.ts';
import { clockOf } from '../../src/jobs/clock.ts';
import { openTestDatabase, type TestDatabase } from '../jobs/databases.ts';
import { notes } from '../jobs/notes.ts';

const enrolled = event('enrollment.started', z.object({ person: z.string(), seat: z.number() }));
const left = event('enrollment.ended', z.object({ person: z.string() }));
const addNote = query('test.addNote', { id: notes.id, text: notes.text }, (q, p) => q.insert(notes).values(p));
const allNotes = query('test.allNotes', {}, (q) => q.select().from(notes).orderBy(asc(notes.id)));

describe.each(['sqlite', 'postgres'] as const)('events on %s', (dialect) => {
  let school: TestDatabase;
  let now: Date;
  let opened: Outbox[];
  let count: number;
  beforeEach(async () => {
    school = await openTestDatabase(dialect);
    now = new Date('2026-03-02T08:00:00Z');
    opened = [];
    count = 0;
  });
  afterEach(async () => {
    for (const outbox of opened) await outbox.stop();
    await school.close();
  });

  const open = (subscribers: Record<string, readonly Reaction[]>, options: Partial<OutboxOptions> = {}): Outbox => {
    const outbox = createOutbox({ database: school.database, clock: clockOf(() => now), random: () => 0, ...options });
    for (const [name, reactions] of Object.entries(subscribers)) outbox.subscribe(name, reactions);
    opened.push(outbox);
    return outbox;
  };
  const enroll = (outbox: Outbox, seat: number) =>
    school.database.unit(() =>
      outbox.emit(enrolled, { person: 'amara', seat }, { id: `e${++count}`, at: now, org: 'north', request: 'r1' }),
    );

  /** A transaction of another test, in another database of the cluster, holds back what a reader may be sure of. */
  const allOlderEnded = async () => {
    if (dialect === 'sqlite') return;
    const horizon = 'pg_snapshot_xmin(pg_current_snapshot())::text::bigint';
    const look = `select (select max(xid) from outbox) < ${horizon} as ended`;
    await expect.poll(async () => (await school.database.rawAll(look))[0]?.ended, { timeout: 20_000 }).toBe(true);
  };

  test('a subscriber gets its events in the order of commits, and others none of them', async () => {
    const seen: unknown[] = [];
    const heard: unknown[] = [];
    const outbox = open({
      progress: [on(enrolled, ({ seat }, { org, id }) => void seen.push([id, org, seat]))],
      chat: [on(left, (payload) => void heard.push(payload))],
    });
    await outbox.prepare();
    for (const seat of [1, 2, 3]) await enroll(outbox, seat);
    expect(await outbox.drain()).toBe(3);
    expect(seen).toEqual([
      ['e1', 'north', 1],
      ['e2', 'north', 2],
      ['e3', 'north', 3],
    ]);
    expect(heard).toEqual([]);
    expect(await outbox.drain()).toBe(0);
  });

  test('what a rolled back unit emitted never happened', async () => {
    const seen: number[] = [];
    const outbox = open({ progress: [on(enrolled, ({ seat }) => void seen.push(seat))] });
    await outbox.prepare();
    const failing = school.database.unit(async () => {
      await outbox.emit(enrolled, { person: 'amara', seat: 1 }, { id: 'lost', at: now, org: 'north', request: 'r1' });
      throw new Error('no seat left');
    });
    await expect(failing).rejects.toThrow('no seat left');
    await enroll(outbox, 2);
    await outbox.drain();
    expect(seen).toEqual([2]);
  });

  test('a failing reaction is rolled back, tried again later, and holds back what comes after it', async () => {
    const seen: number[] = [];
    let broken = true;
    const outbox = open({
      progress: [
        on(enrolled, async ({ seat }, { id }) => {
          await school.database.run(addNote, { id, text: `seat ${seat}` });
          if (broken) throw new Error('out of chairs');
          seen.push(seat);
        }),
      ],
    });
    await outbox.prepare();
    await enroll(outbox, 1);
    await enroll(outbox, 2);
    expect(await outbox.drain()).toBe(0);
    expect(await school.database.all(allNotes)).toEqual([]);
    expect(await outbox.lag()).toMatchObject([
      { subscriber: 'progress', behind: 2, attempts: 1, error: 'Error: out of chairs' },
    ]);
    broken = false;
    expect(await outbox.drain()).toBe(0);
    now = new Date(now.getTime() + 1_000);
    expect(await outbox.drain()).toBe(2);
    expect(seen).toEqual([1, 2]);
    expect(await school.database.all(allNotes)).toHaveLength(2);
  });

  test('after eight attempts an event is set aside, the next ones go on, and it can be replayed', async () => {
    const seen: number[] = [];
    let broken = true;
    const reaction = on(enrolled, ({ seat }) => {
      if (seat === 1 && broken) throw new Error('out of chairs');
      seen.push(seat);
    });
    const outbox = open({ progress: [reaction] });
    await outbox.prepare();
    await enroll(outbox, 1);
    await enroll(outbox, 2);
    for (let attempt = 0; attempt < 8; attempt++) {
      await outbox.drain();
      now = new Date(now.getTime() + 300_000);
    }
    expect(seen).toEqual([2]);
    const [failure] = await outbox.failures();
    expect(failure).toMatchObject({
      subscriber: 'progress',
      event: 'e1',
      attempts: 8,
      error: 'Error: out of chairs',
      payload: { person: 'amara', seat: 1 },
    });
    expect(failure?.stack).toContain('outbox.test.ts');
    await expect(outbox.replay(failure!.id)).rejects.toThrow('out of chairs');
    broken = false;
    await outbox.replay(failure!.id);
    expect(seen).toEqual([2, 1]);
    expect(await outbox.failures()).toEqual([]);
  });

  test('an event that does not fit its schema is refused with the unit, and nothing beside the schema is stored', async () => {
    const outbox = open({});
    const meta = { id: 'e1', at: now, org: 'north', request: 'r1' };
    await expect(
      school.database.unit(() => outbox.emit(enrolled, { person: 'amara', seat: 'one' as never }, meta)),
    ).rejects.toThrow(z.ZodError);
    await expect(outbox.emit(enrolled, { person: 'amara', seat: 1 }, meta)).rejects.toThrow('outside a unit of work');
    const dated = event('test.dated', z.object({ day: z.string().transform(Number) }));
    await expect(school.database.unit(() => outbox.emit(dated, { day: '7' }, meta))).rejects.toThrow(
      'does not accept what it gives',
    );
    await school.database.unit(async () => {
      await outbox.emit(enrolled, { person: 'amara', seat: 1, name: 'Amara Okafor' } as never, meta);
      expect(await outbox.emitted('r1')).toEqual([
        { name: 'enrollment.started', payload: { person: 'amara', seat: 1 } },
      ]);
    });
  });

  test('an event of an older version is upcast', async () => {
    const seen: unknown[] = [];
    const newer = event('enrollment.started', z.object({ person: z.string(), seat: z.number(), row: z.string() }), {
      version: 2,
      upcasts: { 1: (old) => ({ ...(old as object), row: 'A' }) },
    });
    const outbox = open({ progress: [on(newer, (payload) => void seen.push(payload))] });
    await outbox.prepare();
    await enroll(outbox, 1);
    await outbox.drain();
    expect(seen).toEqual([{ person: 'amara', seat: 1, row: 'A' }]);
  });

  test('a running outbox delivers right after the commit, and stops when it has finished', async () => {
    let seen = 0;
    const outbox = open({ progress: [on(enrolled, () => void seen++)] });
    await outbox.start();
    await enroll(outbox, 1);
    await expect.poll(() => seen, { timeout: 20_000 }).toBe(1);
    await outbox.stop();
    await enroll(outbox, 2);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(seen).toBe(1);
  });

  test('an event that is committed while its subscriber looks is not forgotten', async () => {
    // Broken on purpose: with `due = false` after the reading in place of before it (delivery.ts) the second event waits
    // for a third one: [1] in place of [1, 2].
    const seen: number[] = [];
    let slow = false;
    const inTransit = Promise.withResolvers<void>();
    const arrived = Promise.withResolvers<void>();
    const all: Database['all'] = async (asked, ...input) => {
      const rows = await school.database.all(asked, ...input);
      if (slow && asked.name === `outbox.due.${dialect}` && rows.length === 0) {
        inTransit.resolve();
        await arrived.promise;
      }
      return rows;
    };
    const outbox = open(
      { progress: [on(enrolled, ({ seat }) => void seen.push(seat))] },
      { database: { ...school.database, all }, pollMs: 3_600_000 },
    );
    await outbox.start();
    slow = true;
    await enroll(outbox, 1);
    await inTransit.promise; // it has read once more after the first event, and found nothing
    const scanned = Promise.withResolvers<void>();
    await enroll(outbox, 2);
    setTimeout(scanned.resolve, 50);
    await scanned.promise;
    slow = false;
    arrived.resolve();
    await expect.poll(() => seen, { timeout: 20_000 }).toEqual([1, 2]);
  });

  test('a new subscriber begins with what is committed after it was first seen', async () => {
    const seen: number[] = [];
    await open({}).prepare();
    await enroll(opened[0]!, 1);
    await allOlderEnded();
    const outbox = open({ progress: [on(enrolled, ({ seat }) => void seen.push(seat))] });
    await outbox.prepare();
    await enroll(outbox, 2);
    // A transaction of another test, in another database of the cluster, may hold the reader back for a moment.
    await expect.poll(() => outbox.drain().then(() => seen), { timeout: 20_000 }).toEqual([2]);
  });

  test('old events are pruned once every subscriber is past them', async () => {
    let broken = true;
    const reaction = on(enrolled, () => {
      if (broken) throw new Error('not yet');
    });
    const outbox = open({ progress: [reaction], chat: [on(left, () => {})] });
    await outbox.prepare();
    for (const seat of [1, 2, 3]) await enroll(outbox, seat);
    await outbox.drain();
    now = new Date(now.getTime() + 31 * 86_400_000);
    expect(await outbox.prune(30)).toBe(0);
    broken = false;
    await enroll(outbox, 4);
    await outbox.drain();
    expect(await outbox.prune(30)).toBe(3);
  });
});
