// What every driver of jobs must do. A driver's test opens it and inherits this: `testJobs('pg-boss', openPgBoss)`.
import { currentScope, type Job, type JobRun, job, runs } from '@lectern/kit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { JobsPort } from '../port.ts';

export interface JobsUnderTest {
  readonly now: () => Date;
  /** Workers of one more process on the same store, where jobs can be enqueued at once. */
  open(options?: { readonly concurrency?: Readonly<Record<string, number>> }): Promise<JobsPort>;
  /** A process that hangs: it claims and runs, and gives no sign of life. */
  openHanging(): Promise<JobsPort>;
  /** A unit of work on the database of these workers. */
  unit<T>(jobs: JobsPort, work: () => Promise<T>): Promise<T>;
  /** Lets time pass, on a clock of the test's own where the driver allows it. */
  advance(milliseconds: number): Promise<void>;
  close(): Promise<void>;
}

const greet = job('test.greet', z.object({ name: z.string() }));
const lastChance = job('test.last-chance', z.object({ name: z.string() }), { attempts: 1 });
const slow = job('test.slow', z.object({}), { leaseSeconds: 30 });
const tally = job('test.tally', z.object({ n: z.number() }));
const narrow = job('test.narrow', z.object({ n: z.number() }), { concurrency: 2 });
const nightly = job('test.nightly', z.object({}), { cron: '0 3 * * *' });

const sleep = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

/** Resolves when released, rejects when the run's signal is aborted. */
function latch() {
  const { promise, resolve } = Promise.withResolvers<void>();
  const started = Promise.withResolvers<JobRun>();
  const wait = (run: JobRun) => {
    started.resolve(run);
    return new Promise<void>((done, refuse) => {
      run.signal.addEventListener('abort', () => refuse(run.signal.reason));
      promise.then(done);
    });
  };
  return { release: resolve, started: started.promise, wait };
}

export function testJobs(driver: string, openStore: () => Promise<JobsUnderTest>): void {
  describe(`jobs on ${driver}`, () => {
    let store: JobsUnderTest;
    let count: number;
    const open = new Set<JobsPort>();
    const worker = async (options?: Parameters<JobsUnderTest['open']>[0]): Promise<JobsPort> => {
      const jobs = await store.open(options);
      open.add(jobs);
      return jobs;
    };
    const meta = (org: string | undefined = 'north') => ({
      id: `01957800-0000-7000-8000-${String(++count).padStart(12, '0')}`,
      org,
    });
    const state = async (jobs: JobsPort, id: string) => (await jobs.find(id))?.state;
    beforeEach(async () => {
      store = await openStore();
      count = 0;
    });
    afterEach(async () => {
      for (const jobs of open) await jobs.stop(0);
      open.clear();
      await store.close();
    });

    // With `failed` left out of the states that are readdressed, Carla was greeted.
    test('what waits, waits for later or has failed names another person when two accounts become one', async () => {
      const jobs = await worker();
      const greeted: string[] = [];
      let failing = true;
      const meet = async ({ name }: { readonly name: string }) => {
        if (failing) throw new Error('the mail server is away');
        greeted.push(name);
      };
      jobs.register([runs(greet, meet), runs(lastChance, meet)], 'test');
      const failed = await jobs.enqueue(lastChance, { name: 'carla' }, meta());
      await jobs.runDue();
      expect((await jobs.find(failed))?.state).toBe('failed');
      failing = false;
      await jobs.enqueue(greet, { name: 'carla' }, meta());
      await jobs.enqueue(greet, { name: 'carla' }, meta(), { runAt: new Date(store.now().getTime() + 60_000) });
      await jobs.enqueue(greet, { name: 'carlassa' }, meta());
      const undone = store.unit(jobs, async () => {
        await jobs.readdress('carla', 'mia');
        throw new Error('the merge was refused');
      });
      await expect(undone).rejects.toThrow('refused');
      expect(await store.unit(jobs, () => jobs.readdress('carla', 'ana'))).toBe(3);
      expect(await jobs.retry(failed)).toBe(true);
      await jobs.runDue();
      await store.advance(61_000);
      await jobs.runDue();
      expect(greeted.sort()).toEqual(['ana', 'ana', 'ana', 'carlassa']);
    });

    test('a job is there if and only if the unit of work that enqueued it commits', async () => {
      const jobs = await worker();
      const seen: unknown[] = [];
      jobs.register(
        [runs(greet, async ({ name }, run) => void seen.push([name, run.attempt, currentScope()]))],
        'test',
      );
      const refused = store.unit(jobs, async () => {
        await jobs.enqueue(greet, { name: 'nobody' }, meta());
        throw new Error('refused');
      });
      await expect(refused).rejects.toThrow('refused');
      const id = await store.unit(jobs, () => jobs.enqueue(greet, { name: 'amara' }, meta()));
      expect(await state(jobs, id)).toBe('waiting');
      expect(await jobs.runDue()).toBe(1);
      const scope = { actor: { kind: 'system', id: 'system' }, org: 'north', request: id, via: 'job' };
      expect(seen).toEqual([['amara', 1, scope]]);
      expect(await jobs.find(id)).toMatchObject({ name: 'test.greet', state: 'done', attempt: 1, error: null });
    });

    test('data that does not fit is refused when it is enqueued, and fails at once when it no longer fits', async () => {
      const jobs = await worker();
      await expect(jobs.enqueue(greet, { name: 7 as never }, meta())).rejects.toThrow(z.ZodError);
      const stricter = job('test.greet', z.object({ name: z.string().min(20) }));
      let ran = 0;
      jobs.register([runs(stricter, async () => void ran++)], 'test');
      const id = await jobs.enqueue(greet, { name: 'short' }, meta());
      await jobs.runDue();
      expect(ran).toBe(0);
      expect(await jobs.find(id)).toMatchObject({ state: 'failed', attempt: 1 });
    });

    test('a delayed job does not start before its time', async () => {
      const jobs = await worker();
      jobs.register([runs(greet, async () => {})], 'test');
      const id = await jobs.enqueue(greet, { name: 'later' }, meta(), {
        runAt: new Date(store.now().getTime() + 60_000),
      });
      expect(await jobs.runDue()).toBe(0);
      await store.advance(59_000);
      expect(await jobs.runDue()).toBe(0);
      await store.advance(1_000);
      expect(await jobs.runDue()).toBe(1);
      expect(await state(jobs, id)).toBe('done');
    });

    test('while a job with a key waits or runs, a second one of its organization is the first one', async () => {
      const jobs = await worker();
      const gate = latch();
      jobs.register([runs(greet, (_, run) => gate.wait(run))], 'test');
      const add = (org: string) => jobs.enqueue(greet, { name: 'index' }, meta(org), { key: 'index' });
      const first = await add('north');
      expect(await add('north')).toBe(first);
      expect(await add('south')).not.toBe(first);
      const running = jobs.runDue();
      await gate.started;
      expect(await add('north')).toBe(first);
      gate.release();
      expect(await running).toBe(2);
      expect(await add('north')).not.toBe(first);
    });

    test('a job with a key that was enqueued by two processes at once is one job', async () => {
      const [one, other] = [await worker(), await worker()];
      const add = (jobs: JobsPort) => jobs.enqueue(greet, { name: 'index' }, meta(), { key: 'index' });
      const ids = await Promise.all(Array.from({ length: 10 }, (_, i) => add(i % 2 ? one : other)));
      expect(new Set(ids).size).toBe(1);
      expect(await one.list()).toHaveLength(1);
    });

    test('what is more urgent starts first, then what is older', async () => {
      const jobs = await worker({ concurrency: { test: 1 } });
      const order: number[] = [];
      jobs.register([runs(tally, async ({ n }) => void order.push(n))], 'test');
      await jobs.enqueue(tally, { n: 1 }, meta());
      await jobs.enqueue(tally, { n: 2 }, meta(), { priority: -1 });
      await jobs.enqueue(tally, { n: 3 }, meta(), { priority: 5 });
      await jobs.enqueue(tally, { n: 4 }, meta());
      await jobs.runDue();
      expect(order).toEqual([3, 1, 4, 2]);
    });

    test('no more jobs run at once than the queue and the job itself allow', async () => {
      const jobs = await worker({ concurrency: { test: 3 } });
      const now = { all: 0, narrow: 0 };
      const most = { all: 0, narrow: 0 };
      const counted = (kinds: readonly (keyof typeof now)[]) => async () => {
        for (const kind of kinds) most[kind] = Math.max(most[kind], ++now[kind]);
        // Until as many run as may, or so long that more would have come; then a moment for one too many to show.
        for (let i = 0; i < 200 && !(most.all >= 3 && most.narrow >= 2); i++) await sleep(5);
        await sleep(3);
        for (const kind of kinds) now[kind]--;
      };
      jobs.register([runs(tally, counted(['all'])), runs(narrow, counted(['all', 'narrow']))], 'test');
      for (let n = 0; n < 8; n++) {
        await jobs.enqueue(narrow, { n }, meta(), { priority: 1 });
        await jobs.enqueue(tally, { n }, meta());
      }
      expect(await jobs.runDue()).toBe(16);
      expect(most).toEqual({ all: 3, narrow: 2 });
    });

    test('a failing job is tried again, ever later, until its attempts are used up; then it can be retried by hand', async () => {
      const jobs = await worker();
      let mended = false;
      const flaky = job('test.flaky', z.object({}), { attempts: 3 });
      const fail = async () => {
        if (!mended) throw new Error('the mail server is away');
      };
      jobs.register([runs(flaky, fail)], 'test');
      const id = await jobs.enqueue(flaky, {}, meta());
      expect(await jobs.runDue()).toBe(1);
      expect(await jobs.find(id)).toMatchObject({
        state: 'waiting',
        attempt: 1,
        error: 'Error: the mail server is away',
      });
      expect(await jobs.runDue()).toBe(0);
      await store.advance(1_000);
      expect(await jobs.runDue()).toBe(1);
      await store.advance(1_000);
      expect(await jobs.runDue(), 'the second wait is longer').toBe(0);
      await store.advance(1_000);
      expect(await jobs.runDue()).toBe(1);
      expect(await state(jobs, id)).toBe('failed');
      await store.advance(3_600_000);
      expect(await jobs.runDue()).toBe(0);
      mended = true;
      expect(await jobs.retry(id)).toBe(true);
      expect(await jobs.runDue()).toBe(1);
      expect(await jobs.find(id)).toMatchObject({ state: 'done', attempt: 1, error: null });
      expect(await jobs.retry(id)).toBe(false);
    });

    test('a waiting job that is cancelled never starts', async () => {
      const jobs = await worker();
      jobs.register([runs(greet, async () => {})], 'test');
      const id = await jobs.enqueue(greet, { name: 'nobody' }, meta());
      expect(await jobs.cancel(id)).toBe(true);
      expect(await jobs.runDue()).toBe(0);
      expect(await state(jobs, id)).toBe('cancelled');
      expect(await jobs.cancel(id)).toBe(false);
    });

    test.each(['its own', 'another'])(
      'a running job is cancelled through its signal, from %s process',
      async (whose) => {
        const jobs = await worker();
        const other = whose === 'another' ? await worker() : jobs;
        const gate = latch();
        jobs.register([runs(slow, (_, run) => gate.wait(run))], 'test');
        const id = await jobs.enqueue(slow, {}, meta());
        const running = jobs.runDue();
        await gate.started;
        expect(await other.cancel(id)).toBe(true);
        await store.advance(30_000);
        await running;
        expect(await state(jobs, id)).toBe('cancelled');
      },
    );

    test('progress shows while the job runs, and the last of it afterwards', async () => {
      const jobs = await worker();
      const watcher = await worker();
      const gate = latch();
      const work = async (_: unknown, run: JobRun) => {
        await run.progress(1, 3, 'first lesson');
        await store.advance(2_000);
        await run.progress(2, 3, 'second lesson');
        await gate.wait(run);
        await run.progress(3, 3);
      };
      jobs.register([runs(slow, work)], 'test');
      const id = await jobs.enqueue(slow, {}, meta());
      const running = jobs.runDue();
      await gate.started;
      expect(await watcher.find(id)).toMatchObject({ state: 'running', done: 2, total: 3, note: 'second lesson' });
      gate.release();
      await running;
      expect(await watcher.find(id)).toMatchObject({ state: 'done', done: 3, total: 3, note: null });
    });

    test('a job whose worker hangs is taken over, and the late worker can neither end nor fail it', async () => {
      const hanging = await store.openHanging();
      const jobs = await worker();
      const late = latch();
      const gate = latch();
      const tell = async (_: unknown, run: JobRun) => {
        await late.wait(run);
        await run.progress(1, 2);
      };
      hanging.register([runs(slow, tell)], 'test');
      jobs.register([runs(slow, (_, run) => gate.wait(run))], 'test');
      const id = await jobs.enqueue(slow, {}, meta());
      const lost = hanging.runDue();
      await late.started;
      expect(await jobs.runDue(), 'the lease still holds').toBe(0);
      await store.advance(31_000);
      const running = jobs.runDue();
      expect((await gate.started).attempt).toBe(2);
      late.release();
      await lost;
      expect((await late.started).signal.aborted, 'it learns so with its next sign of life').toBe(true);
      expect(await jobs.find(id)).toMatchObject({ state: 'running', attempt: 2, done: 0 });
      gate.release();
      await running;
      expect(await jobs.find(id)).toMatchObject({ state: 'done', attempt: 2 });
    });

    test('what a handler does in the unit that ends its job is there once, whoever was late', async () => {
      const hanging = await store.openHanging();
      const jobs = await worker();
      const [late, gate] = [latch(), latch()];
      const finishing = (of: JobsPort, wait: typeof late.wait, n: number) => async (_: unknown, run: JobRun) => {
        await wait(run);
        await run.finish(async () => void (await of.enqueue(tally, { n }, meta())));
      };
      const refused: unknown[] = [];
      const tardy = finishing(hanging, late.wait, 1);
      const told = (data: unknown, run: JobRun) => tardy(data, run).catch((error) => void refused.push(error.message));
      hanging.register([runs(slow, told)], 'test');
      jobs.register([runs(slow, finishing(jobs, gate.wait, 2))], 'test');
      const id = await jobs.enqueue(slow, {}, meta());
      const lost = hanging.runDue();
      await late.started;
      await store.advance(31_000);
      const running = jobs.runDue();
      await gate.started;
      late.release();
      await lost;
      expect(refused).toEqual(['another worker has taken the job over']);
      expect(await jobs.list({ name: 'test.tally' })).toEqual([]);
      gate.release();
      await running;
      expect(await jobs.find(id)).toMatchObject({ state: 'done', attempt: 2 });
      expect(await jobs.list({ name: 'test.tally' })).toHaveLength(1);
    });

    test('a handler whose last unit is rolled back is tried again', async () => {
      const jobs = await worker();
      let times = 0;
      const work = (_: unknown, run: JobRun) =>
        run.finish(async () => {
          await jobs.enqueue(tally, { n: ++times }, meta());
          if (times < 3) throw new Error('the books do not balance');
        });
      jobs.register([runs(slow, work)], 'test');
      const id = await jobs.enqueue(slow, {}, meta());
      for (let attempt = 0; attempt < 3; attempt++) {
        expect(await jobs.runDue()).toBe(1);
        await store.advance(5_000);
      }
      expect(await jobs.find(id)).toMatchObject({ state: 'done', attempt: 3 });
      expect(await jobs.list({ name: 'test.tally' })).toHaveLength(1);
    });

    test('a job that takes its process down each time fails when its attempts are used up', async () => {
      const deadly = job('test.deadly', z.object({}), { attempts: 2 });
      const jobs = await worker();
      const id = await jobs.enqueue(deadly, {}, meta());
      for (let attempt = 0; attempt < 2; attempt++) {
        const hanging = await store.openHanging();
        const gate = latch();
        hanging.register([runs(deadly, (_, run) => gate.wait(run))], 'test');
        void hanging.runDue();
        await gate.started;
        await store.advance(31_000);
      }
      expect(await jobs.runDue()).toBe(0);
      expect(await state(jobs, id)).toBe('failed');
    });

    test('a worker that lives keeps its job for longer than the lease', async () => {
      const [jobs, other] = [await worker(), await worker()];
      const gate = latch();
      for (const one of [jobs, other]) one.register([runs(slow, (_, run) => gate.wait(run))], 'test');
      const id = await jobs.enqueue(slow, {}, meta());
      const running = jobs.runDue();
      await gate.started;
      for (let tenSeconds = 0; tenSeconds < 12; tenSeconds++) await store.advance(10_000);
      expect(await other.runDue()).toBe(0);
      gate.release();
      await running;
      expect(await jobs.find(id)).toMatchObject({ state: 'done', attempt: 1 });
    });

    test('many jobs and several processes: each job runs once', async () => {
      const times = new Map<number, number>();
      const workers = [await worker(), await worker(), await worker()];
      const once = runs(tally, async ({ n }) => void times.set(n, (times.get(n) ?? 0) + 1));
      for (const jobs of workers) jobs.register([once], 'test');
      await store.unit(workers[0]!, async () => {
        for (let n = 0; n < 60; n++) await workers[0]!.enqueue(tally, { n }, meta());
      });
      const ran = await Promise.all(workers.map((jobs) => jobs.runDue()));
      expect(ran.reduce((sum, one) => sum + one, 0)).toBe(60);
      expect([...times.values()].every((n) => n === 1)).toBe(true);
      expect(times.size).toBe(60);
    });

    test('a running process starts a job as soon as it is enqueued', async () => {
      const jobs = await worker();
      let seen = 0;
      jobs.register([runs(greet, async () => void seen++)], 'test');
      await jobs.start();
      await jobs.enqueue(greet, { name: 'amara' }, meta());
      await expect.poll(() => seen, { timeout: 500, interval: 5 }).toBe(1);
    });

    test('a process that stops gives back what it could not finish, and its attempt does not count', async () => {
      const jobs = await worker();
      const gate = latch();
      jobs.register([runs(slow, (_, run) => gate.wait(run))], 'test');
      await jobs.start();
      const id = await jobs.enqueue(slow, {}, meta());
      const waiting = await jobs.enqueue(slow, {}, meta(), { runAt: new Date(store.now().getTime() + 1_000) });
      const run = await gate.started;
      const stopping = jobs.stop(5_000);
      await store.advance(4_900);
      expect(run.signal.aborted).toBe(false);
      await store.advance(200);
      await stopping;
      expect(run.signal.aborted).toBe(true);
      expect(await jobs.find(id)).toMatchObject({ state: 'waiting', attempt: 0 });
      expect(await state(jobs, waiting)).toBe('waiting');
      const next = await worker();
      next.register([runs(slow, async () => {})], 'test');
      expect(await next.runDue()).toBe(2);
      expect(await next.find(id)).toMatchObject({ state: 'done', attempt: 1 });
    });

    test('a scheduled job is enqueued once for all processes, and missed ticks are one', async () => {
      let ran = 0;
      const workers = [await worker(), await worker()];
      for (const jobs of workers) jobs.register([runs(nightly, async () => void ran++)], 'test');
      const all = () => Promise.all(workers.map((jobs) => jobs.runDue()));
      await all();
      expect(ran).toBe(0);
      await store.advance(86_400_000);
      await all();
      expect(ran).toBe(1);
      await all();
      expect(ran).toBe(1);
      await store.advance(5 * 86_400_000);
      await all();
      expect(ran).toBe(2);
    });

    test('jobs are listed, counted and, once old, forgotten', async () => {
      const jobs = await worker();
      const hard = job('test.hard', z.object({}), { attempts: 1 }) as Job;
      const give = async () => {
        throw new Error('too hard');
      };
      jobs.register([runs(hard, give), runs(greet, async () => {})], 'test');
      const failed = await jobs.enqueue(hard, {}, meta());
      const done = await jobs.enqueue(greet, { name: 'amara' }, meta('south'));
      await jobs.runDue();
      const waiting = await jobs.enqueue(greet, { name: 'later' }, meta());
      expect((await jobs.list()).map(({ id }) => id)).toEqual([waiting, done, failed]);
      expect((await jobs.list({ limit: 1, before: waiting })).map(({ id }) => id)).toEqual([done]);
      expect((await jobs.list({ state: 'failed' })).map(({ id, error }) => [id, error])).toEqual([
        [failed, 'Error: too hard'],
      ]);
      expect((await jobs.list({ org: 'south', name: 'test.greet' })).map(({ id }) => id)).toEqual([done]);
      const counts = (await jobs.counts()).map(({ queue, state: of, count: n }) => `${queue} ${of} ${n}`).sort();
      expect(counts).toEqual(['test failed 1', 'test waiting 1']);
      await store.advance(8 * 86_400_000);
      expect(await jobs.prune({ done: 7, failed: 30 })).toBe(1);
      await store.advance(23 * 86_400_000);
      expect(await jobs.prune({ done: 7, failed: 30 })).toBe(1);
      expect((await jobs.list()).map(({ id }) => id)).toEqual([waiting]);
    });
  });
}
