// The working half of the driver: finds what is due, claims it, runs it, and stops without losing any.
import { AsyncLocalStorage } from 'node:async_hooks';
import { runInScope, type Scope, system } from '@lectern/kit';
import { later } from './clock.ts';
import type { Registry } from './registry.ts';
import { type Run, type RunParts, startRun } from './run.ts';
import type { Schedules } from './schedules.ts';
import type { JobStore } from './store.ts';

export interface Worker {
  start(): Promise<void>;
  stop(graceMs: number): Promise<void>;
  runDue(): Promise<number>;
  /** Something may be ready. */
  wake(): void;
  /** What this process runs at the moment. */
  readonly runs: ReadonlySet<Run>;
}
export interface WorkerParts extends RunParts {
  readonly registry: Registry;
  readonly schedules: Schedules;
  readonly pollMs: number;
  /** No other process works on this database. */
  readonly alone: boolean;
}

const kernel: Scope = { actor: system, org: undefined, request: 'jobs', via: 'kernel' };
/** After the signal is aborted, so that most handlers end before another process takes their job. */
const lastWordsMs = 2_000;

export function createWorker(parts: WorkerParts): Worker {
  const { store, clock, log, registry, schedules, pollMs, alone } = parts;
  const outside = AsyncLocalStorage.snapshot();
  /** In no unit and no request, whoever woke us. */
  const aside = <T>(work: () => Promise<T>): Promise<T> => outside(() => runInScope(kernel, work));
  const runs = new Set<Run>();
  let started = 0;
  let polling = false;
  let draining = 0;
  let cancelPoll = () => {};
  let prepared: Promise<void> | undefined;
  let filling: Promise<void> | undefined;
  let fillAgain = false;
  const takesMore = () => polling || draining > 0;
  const prepare = () => (prepared ??= aside(schedules.record));
  const complain = (error: unknown) => log?.error('jobs could not be read; trying again', { error: String(error) });

  /** Makes ready what has become due, ticks of schedules too. @returns whether any is ready */
  async function wakeDue(): Promise<boolean> {
    const { ready, scheduled } = await store.wake();
    if (scheduled) await schedules.tick();
    return ready || scheduled;
  }

  /** Starts what is ready while there are places. One pass at a time; asked for during a pass, there is another. */
  function fill(): Promise<void> {
    fillAgain = true;
    filling ??= aside(async () => {
      while (fillAgain && takesMore()) {
        fillAgain = false;
        const names = registry.open();
        const found = names.length === 0 ? [] : await store.candidates(names);
        for (const candidate of found) if (await claim(candidate)) fillAgain = true;
      }
    }).finally(() => {
      filling = undefined;
    });
    return filling;
  }
  async function claim(candidate: Parameters<JobStore['claim']>[0]): Promise<boolean> {
    const place = takesMore() ? registry.occupy(candidate.name) : undefined;
    if (!place) return false;
    let run: Run | undefined;
    try {
      const leaseUntil = later(clock.now(), place.registered.leaseMs);
      const claimed = await store.claim(candidate, leaseUntil);
      run = claimed && outside(() => startRun(claimed, place.registered, parts));
    } finally {
      if (!run) place.free();
    }
    if (run) follow(run, place.free);
    return run !== undefined;
  }
  function follow(run: Run, free: () => void): void {
    started++;
    runs.add(run);
    void run.ended.then(() => {
      runs.delete(run);
      free();
      wake();
    });
  }
  function wake(): void {
    if (takesMore()) fill().catch(complain);
  }
  function poll(): void {
    cancelPoll = clock.after(pollMs, () => {
      aside(wakeDue)
        .then((ready) => (ready ? fill() : undefined))
        .catch(complain)
        .finally(() => {
          if (polling) poll();
        });
    });
  }
  /** Until nothing runs, but no longer. */
  async function within(milliseconds: number): Promise<void> {
    if (runs.size === 0) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const cancel = clock.after(milliseconds, resolve);
    await Promise.race([promise, Promise.all([...runs].map(({ ended }) => ended))]);
    cancel();
  }

  return {
    runs,
    wake,
    async start() {
      await prepare();
      if (polling) return;
      polling = true;
      poll();
      // What runs now runs in a process that is gone, so nobody need wait for its lease.
      if (alone && runs.size === 0) await aside(async () => store.takeAllOver?.());
      await aside(wakeDue);
      wake();
    },
    async stop(graceMs) {
      polling = false;
      draining = 0;
      cancelPoll();
      await filling?.catch(() => {});
      await within(graceMs);
      for (const run of runs) run.abort('stopping');
      await within(lastWordsMs);
      await Promise.all([...runs].map((run) => run.giveBack()));
    },
    async runDue() {
      await prepare();
      const before = started;
      draining++;
      try {
        while (takesMore()) {
          await aside(wakeDue);
          await fill();
          if (runs.size > 0) await Promise.race([...runs].map(({ ended }) => ended));
          else if (!filling) break;
        }
        return started - before;
      } finally {
        draining = Math.max(0, draining - 1);
      }
    },
  };
}
