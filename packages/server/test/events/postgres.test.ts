// What only Postgres can do to an outbox: commits out of order, several processes, a restore into another cluster.
import { event, on, query, type Reaction } from '@lectern/kit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Database } from '../../src/data/database.ts';
import type { StoredEvent } from '../../src/events/delivery.ts';
import { createOutbox, type Outbox } from '../../src/events/outbox.ts';
import { openTestDatabase, type TestDatabase } from '../jobs/databases.ts';
import { notes } from '../jobs/notes.ts';

const paid = event('payment.received', z.object({ n: z.number() }));
const addNote = query('test.addPayment', { id: notes.id, text: notes.text }, (q, p) => q.insert(notes).values(p));
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

describe('events of several processes on Postgres', () => {
  let school: TestDatabase;
  let opened: Outbox[];
  beforeEach(async () => {
    school = await openTestDatabase('postgres');
    opened = [];
  });
  afterEach(async () => {
    await Promise.all(opened.map((outbox) => outbox.stop()));
    await school.close();
  });
  interface Process {
    readonly database: Database;
    readonly outbox: Outbox;
  }
  const start = (database: Database, reactionsOn: (database: Database) => readonly Reaction[]): Process => {
    const outbox = createOutbox({ pollMs: 50, database });
    outbox.subscribe('ledger', reactionsOn(database));
    opened.push(outbox);
    return { database, outbox };
  };
  const note = (list: unknown[], as = (n: number): unknown => n) => [on(paid, ({ n }) => void list.push(as(n)))];
  let count = 0;
  const pay = ({ outbox }: Process, n: number) =>
    outbox.emit(paid, { n }, { id: `e${++count}`, at: new Date(), org: 'north', request: 'r1' });

  /** A transaction that emits, and commits when told to. */
  async function openPayment(from: Process, n: number) {
    // Not strict: a unit that awaits a signal of the test's is just what the outbox must survive.
    const emitted = Promise.withResolvers<void>();
    const release = Promise.withResolvers<void>();
    const committed = from.database.unit(async () => {
      await pay(from, n);
      emitted.resolve();
      await release.promise;
    });
    await emitted.promise;
    return {
      commit() {
        release.resolve();
        return committed;
      },
    };
  }

  test('an event whose transaction began first and committed last is not skipped', async () => {
    // Broken on purpose: with `complete` removed from queries.ts the reader delivers 2, moves its cursor past 1, and
    // payment 1 never arrives ([2] in place of [1, 2]).
    const seen: number[] = [];
    const patient = start(school.lenient(), () => note(seen));
    await patient.outbox.prepare();
    await patient.outbox.start();
    const first = await openPayment(patient, 1);
    await patient.database.unit(() => pay(patient, 2));
    await pause(120);
    expect(seen).toEqual([]);
    await first.commit();
    await expect.poll(() => seen, { timeout: 20_000 }).toEqual([1, 2]);
  });

  test('three processes, six writers, random delays and rollbacks: each subscriber gets each committed event once, in order', async () => {
    let deliveries = 0;
    const writeDown = (database: Database) => [
      on(paid, async ({ n }, { id }) => {
        await database.run(addNote, { id: String(deliveries++).padStart(6, '0') + id, text: String(n) });
      }),
    ];
    const all = Array.from({ length: 3 }, () => start(school.lenient(), writeDown));
    for (const { outbox } of all) await outbox.prepare();
    // What is overheard is of all processes too: with `between` asked from the new head, nothing was.
    const overheard: number[] = [];
    const names = new Set([paid.name]);
    const hear = (events: readonly StoredEvent[]) =>
      overheard.push(...events.map(({ payload }) => (payload as { n: number }).n));
    all[0]!.outbox.overheardBy({ wants: () => names, tell: hear });
    for (const { outbox } of all) await outbox.start();
    const committed: number[] = [];
    let n = 0;
    // Slow enough for delivery to keep up: a reader that lags behind the writers skips nothing, however wrong it is.
    const writer = async (of: Process) => {
      for (let i = 0; i < 30; i++) {
        await pause(Math.random() * 80);
        const mine = [++n, ++n];
        const work = of.database.unit(async () => {
          await pay(of, mine[0]!);
          if (Math.random() < 0.5) await pause(Math.random() * 30);
          await pay(of, mine[1]!);
          if (Math.random() < 0.2) throw new Error('refused');
        });
        await work.then(
          () => committed.push(...mine),
          () => {},
        );
      }
    };
    await Promise.all([...all, ...all].map(writer));
    const order = () => school.database.rawAll('select payload, xid, seq from outbox order by xid, seq');
    const stored = () => school.database.rawAll('select id, text from notes order by id');
    await expect.poll(async () => (await stored()).length, { timeout: 20_000 }).toBe(committed.length);
    const expected = (await order()).map(({ payload }) => String((JSON.parse(String(payload)) as { n: number }).n));
    expect((await stored()).map(({ text }) => text)).toEqual(expected);
    await expect.poll(() => overheard.length, { timeout: 20_000 }).toBe(expected.length);
    expect(overheard).toEqual(expected.map(Number));
    expect(expected.map(Number).sort((a, b) => a - b)).toEqual(committed.sort((a, b) => a - b));
  });

  test('one process at a time delivers to a subscriber; when it is gone, another goes on', async () => {
    const blocked = Promise.withResolvers<void>();
    const seen: string[] = [];
    const slow = start(school.lenient(), () => [
      on(paid, async ({ n }) => {
        seen.push(`slow ${n}`);
        await blocked.promise;
      }),
    ]);
    const quick = start(school.another(), () => note(seen, (n) => `quick ${n}`));
    for (const { outbox } of [slow, quick]) await outbox.prepare();
    await slow.outbox.start();
    await slow.database.unit(() => pay(slow, 1));
    await expect.poll(() => seen, { timeout: 20_000 }).toEqual(['slow 1']);
    await quick.outbox.start();
    await pause(150);
    expect(seen, 'held by the slow one').toEqual(['slow 1']);
    blocked.reject(new Error('killed'));
    void slow.outbox.stop();
    await expect.poll(() => seen, { timeout: 20_000 }).toEqual(['slow 1', 'quick 1']);
  });

  test('a school restored into another cluster, where transactions count anew, goes on where it was', async () => {
    // Broken on purpose: without renumber() the event emitted after the restore sorts before the cursor and the test
    // sees [1] only.
    const seen: number[] = [];
    const before = start(school.another(), () => note(seen));
    await before.outbox.prepare();
    await before.database.unit(() => pay(before, 1));
    await before.outbox.drain();
    await before.database.unit(() => pay(before, 2));
    await school.database.execute(
      'update outbox set xid = xid + 5000000; update outbox_cursors set xid = xid + 5000000',
    );
    const restored = start(school.another(), () => note(seen));
    await restored.outbox.prepare();
    await restored.database.unit(() => pay(restored, 3));
    await restored.outbox.drain();
    expect(seen).toEqual([1, 2, 3]);
  });
});
