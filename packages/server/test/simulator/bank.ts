// A domain small enough to keep its books by heart: accounts with transfers that emit events, a projection and statistics
// fed by them, receipts written by jobs, and a chain job -> event -> job. Handlers that write without looking whether they
// have run before show whether the outbox keeps its promise; jobs look, by their id, as jobs must.
import { type AnyTable, bigint, event, integer, job, on, query, runs, scalar, table, text } from '@lectern/kit';
import { and, eq, gte, sql } from 'drizzle-orm';
import { z } from 'zod';
import { createOutbox, type Outbox } from '../../src/events/outbox.ts';
import { outbox, outboxCursors, outboxFailures } from '../../src/events/tables.ts';
import { createJobs } from '../../src/jobs/driver.ts';
import type { JobsPort } from '../../src/jobs/port.ts';
import { jobSchedules, jobs } from '../../src/jobs/tables.ts';
import { creationOf } from '../../src/schema/ddl.ts';
import { snapshotOf } from '../../src/schema/snapshot.ts';
import type { Process } from '../../src/testing/simulator/process.ts';

const accounts = table('bank_accounts', { id: text().primaryKey(), balance: bigint().notNull() });
const projections = table('bank_projections', { id: text().primaryKey(), balance: bigint().notNull() });
const transfers = table('bank_transfers', {
  id: text().primaryKey(),
  from: text().notNull(),
  to: text().notNull(),
  amount: integer().notNull(),
  receipt: integer().notNull(),
});
/** What each subscriber was told, in the order in which it wrote it down. */
const deliveries = table(
  'bank_deliveries',
  { subscriber: text().notNull(), n: bigint().notNull(), event: text().notNull() },
  { key: ['subscriber', 'n'] },
);
/** What jobs did: by job, so that one that runs again finds its own. */
const papers = table('bank_papers', { job: text().primaryKey(), kind: text().notNull(), transfer: text().notNull() });
const counters = table('bank_counters', { kind: text().primaryKey(), n: bigint().notNull() });

export const accountIds = ['amara', 'jonas', 'marta', 'tariq'];
export const opening = 1_000;
export const paperKinds = ['receipt', 'seal', 'poster', 'sweep', 'tick'] as const;
type PaperKind = (typeof paperKinds)[number];

const money = { id: accounts.id, amount: scalar<number>() };
const balanceOf = query('bank.balance', { id: accounts.id }, (q, p) =>
  q.select({ balance: accounts.balance }).from(accounts).where(eq(accounts.id, p.id)),
);
const take = query('bank.take', money, (q, p) =>
  q
    .update(accounts)
    .set({ balance: sql`${accounts.balance} - ${p.amount}` })
    .where(and(eq(accounts.id, p.id), gte(accounts.balance, p.amount))),
);
const give = query('bank.give', money, (q, p) =>
  q
    .update(accounts)
    .set({ balance: sql`${accounts.balance} + ${p.amount}` })
    .where(eq(accounts.id, p.id)),
);
const write = query(
  'bank.transfer',
  { id: transfers.id, from: transfers.from, to: transfers.to, amount: transfers.amount, receipt: transfers.receipt },
  (q, p) => q.insert(transfers).values(p).onConflictDoNothing(),
);
const project = query('bank.project', { id: projections.id, amount: scalar<number>() }, (q, p) =>
  q
    .update(projections)
    .set({ balance: sql`${projections.balance} + ${p.amount}` })
    .where(eq(projections.id, p.id)),
);
const noteDelivery = query('bank.delivery', { subscriber: deliveries.subscriber, event: deliveries.event }, (q, p) => {
  const next = sql<number>`(select coalesce(max(${deliveries.n}), 0) + 1 from ${deliveries} where ${deliveries.subscriber} = ${p.subscriber})`;
  return q.insert(deliveries).values({ subscriber: p.subscriber, event: p.event, n: next });
});
const addPaper = query('bank.paper', { job: papers.job, kind: papers.kind, transfer: papers.transfer }, (q, p) =>
  q.insert(papers).values(p).onConflictDoNothing(),
);
const count = query('bank.count', { kind: counters.kind }, (q, p) =>
  q
    .update(counters)
    .set({ n: sql`${counters.n} + 1` })
    .where(eq(counters.kind, p.kind)),
);

export const transferred = event(
  'bank.transferred',
  z.object({ transfer: z.string(), from: z.string(), to: z.string(), amount: z.number() }),
);
export const receiptWritten = event('bank.receipt-written', z.object({ transfer: z.string() }));
export const phantom = event('bank.phantom', z.object({ transfer: z.string() }));

const attempts = 60; // in this world half of all attempts end in misfortune
const about = z.object({ transfer: z.string() });
export const writeReceipt = job('bank.receipt', about, { attempts, leaseSeconds: 6 });
export const seal = job('bank.seal', about, { attempts, concurrency: 2, leaseSeconds: 6 });
export const poster = job('bank.poster', about, { attempts, leaseSeconds: 6 });
export const sweep = job('bank.sweep', z.object({}), { attempts, leaseSeconds: 6 });
export const tick = job('bank.tick', z.object({}), { attempts, cron: '* * * * *' });
const aCentury = 36_500;
/** Rarely, so that few of the steps are spent on looking in vain. */
const pollMs = 3_000;

/** Who listens to what. */
export const subscriptions = {
  projection: [transferred.name],
  statistics: [transferred.name, receiptWritten.name],
  archive: [receiptWritten.name],
};
/** Nobody can count these. */
export const isPoison = (amount: number): boolean => amount % 13 === 0;

export interface Transfer {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly amount: number;
  readonly receipt: boolean;
}
export interface Bank {
  readonly outbox: Outbox;
  readonly jobs: JobsPort;
  /** @throws Refused when there is not enough money, or the client changes its mind at the end */
  transfer(
    what: Transfer,
    options: { readonly regret: boolean; readonly detour: boolean; readonly mail: (id: string) => void },
  ): Promise<void>;
}
export class Refused extends Error {}

export async function openBank(process: Process): Promise<Bank> {
  const { database, clock, random, id } = process;
  const events = createOutbox({ database, clock, random, pollMs });
  const work = createJobs({
    database,
    clock,
    random,
    id,
    pollMs,
    alone: false,
    worker: process.party.name,
    concurrency: { bank: 3 },
  });
  const meta = { org: 'north', request: 'client' };
  const emitMeta = () => ({ ...meta, id: id(), at: clock.now() });
  const sometimes = (times: number) => Math.floor(random() * times) === 0;
  const stumble = (times: number) => {
    if (sometimes(times)) throw new Error('stumbled');
  };
  const rest = (upTo: number) => new Promise<void>((resolve) => clock.after(Math.floor(random() * upTo), resolve));
  const tell = (subscriber: string, eventId: string) => database.run(noteDelivery, { subscriber, event: eventId });

  events.subscribe('projection', [
    on(transferred, async ({ from, to, amount }, { id: eventId }) => {
      await tell('projection', eventId);
      await database.run(project, { id: from, amount: -amount });
      await database.run(project, { id: to, amount });
      stumble(30);
    }),
  ]);
  events.subscribe('statistics', [
    on(transferred, async ({ amount }, { id: eventId }) => {
      await tell('statistics', eventId);
      if (isPoison(amount)) throw new Error('cannot be counted');
      stumble(6);
    }),
    on(receiptWritten, async (_, { id: eventId }) => void (await tell('statistics', eventId))),
  ]);
  events.subscribe('archive', [
    on(receiptWritten, async ({ transfer }, { id: eventId }) => {
      await tell('archive', eventId);
      await work.enqueue(seal, { transfer }, { id: id(), org: 'north' }, { key: transfer });
      stumble(20);
    }),
  ]);

  /** A paper and what it causes, once, however often the job runs. */
  async function put(
    kind: PaperKind,
    jobId: string,
    transfer: string,
    then: () => Promise<unknown> = async () => {},
  ): Promise<void> {
    await database.unit(async () => {
      if ((await database.run(addPaper, { job: jobId, kind, transfer })) === 0) return;
      await database.run(count, { kind });
      await then();
    });
  }
  work.register(
    [
      runs(writeReceipt, async ({ transfer }, run) => {
        stumble(8);
        if (sometimes(2)) await rest(50_000);
        await put('receipt', run.id, transfer, () => events.emit(receiptWritten, { transfer }, emitMeta()));
        await run.progress(1, 1);
        stumble(8);
      }),
      runs(seal, async ({ transfer }, run) => {
        await run.progress(0, 1);
        if (sometimes(2)) await rest(30_000);
        await put('seal', run.id, transfer);
        stumble(8);
      }),
      runs(poster, async ({ transfer }, run) => {
        if (sometimes(2)) await rest(30_000);
        await put('poster', run.id, transfer);
      }),
      runs(sweep, async (_, run) => {
        for (let room = 1; room <= 3; room++) {
          await rest(8_000);
          await run.progress(room, 3);
        }
        await put('sweep', run.id, '');
      }),
      runs(tick, async (_, run) => {
        await events.prune(aCentury); // forgets nothing, but moves the cursors of those who wait for rare events
        await put('tick', run.id, '');
      }),
    ],
    'bank',
  );

  await events.start();
  await work.start();
  return {
    outbox: events,
    jobs: work,
    async transfer({ receipt, ...what }, { regret, detour, mail }) {
      const { id: transfer, from, to, amount } = what;
      await database.unit(async () => {
        if ((await database.run(write, { ...what, receipt: receipt ? 1 : 0 })) === 0) return; // asked before, and done
        if ((await database.run(take, { id: from, amount })) === 0) throw new Refused('not enough money');
        await events.emit(transferred, { transfer, from, to, amount }, emitMeta());
        if (detour) await wander(transfer);
        await database.run(give, { id: to, amount });
        if (receipt) await work.enqueue(writeReceipt, { transfer }, { id: id(), org: 'north' }, { key: transfer });
        database.afterCommit(() => mail(transfer));
        if (((await database.one(balanceOf, { id: from }))?.balance ?? -1) < 0) throw new Error('overdrawn');
        if (regret) throw new Refused('changed their mind');
      });
    },
  };

  /** What a nested unit that is rolled back did never happened. */
  async function wander(transfer: string): Promise<void> {
    const nested = database.unit(async () => {
      await database.run(give, { id: 'amara', amount: 1 });
      await events.emit(phantom, { transfer }, emitMeta());
      await work.enqueue(poster, { transfer: 'phantom' }, { id: id(), org: 'north' });
      throw new Refused('a detour');
    });
    await nested.catch((error) => {
      if (!(error instanceof Refused)) throw error;
    });
  }
}

const kernelTables = [outbox, outboxCursors, outboxFailures, jobs, jobSchedules];
const bankTables = [accounts, projections, transfers, deliveries, papers, counters];
export const schema: readonly string[] = [
  ...creationOf('sqlite', snapshotOf([...kernelTables, ...bankTables] as unknown as AnyTable[])),
  ...accountIds.flatMap((id) => [
    `insert into bank_accounts values ('${id}', ${opening})`,
    `insert into bank_projections values ('${id}', ${opening})`,
  ]),
  ...paperKinds.map((kind) => `insert into bank_counters values ('${kind}', 0)`),
];
