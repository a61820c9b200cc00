// One run of one job: its heartbeat, its progress, and how it ends.
import { type JobRun, type Logger, runInScope, system } from '@lectern/kit';
import type { Database } from '../data/database.ts';
import { backoff } from './backoff.ts';
import { type Clock, later } from './clock.ts';
import type { Registered } from './registry.ts';
import type { Claimed, JobStore, Progress } from './store.ts';

export interface RunParts {
  readonly database: Pick<Database, 'inUnit' | 'unit' | 'afterCommit'>;
  readonly store: JobStore;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Pick<Logger, 'warn' | 'error'> | undefined;
}
type Reason = 'cancelled' | 'lost' | 'stopping';
export interface Run {
  readonly job: Claimed;
  readonly progress: Progress;
  /** Resolves when the handler has ended and its end is written; never rejects. */
  readonly ended: Promise<void>;
  abort(reason: Reason): void;
  /** The job goes back to wait; whatever the handler still does to it comes to nothing. Never rejects. */
  giveBack(): Promise<void>;
}

const firstWaitMs = 1_000;
const longestWaitMs = 3_600_000;
/** Progress is written no more often: it is for people's eyes, and each write is a commit. */
const progressEveryMs = 1_000;
const sentences: Record<Reason, string> = {
  cancelled: 'the job was cancelled',
  lost: 'another worker has taken the job over',
  stopping: 'the process is shutting down',
};

export function startRun(job: Claimed, { handler, leaseMs }: Registered, parts: RunParts): Run {
  const { database, store, clock, random, log } = parts;
  const abort = new AbortController();
  let reason: Reason | undefined;
  let progress: Progress = { done: 0, total: 0, note: null };
  let leaseUntil = later(clock.now(), leaseMs);
  let beaten = clock.now();
  let over = false;
  let finished = false;
  let cancelBeat = () => {};

  function stopBecause(why: Reason): void {
    if (over || reason === 'lost') return;
    reason = why;
    if (!abort.signal.aborted) abort.abort(new DOMException(sentences[why], 'AbortError'));
  }
  async function beat(): Promise<void> {
    beaten = clock.now();
    const until = later(beaten, leaseMs);
    try {
      const answer = await store.beat(job, progress, until);
      if (!answer) return stopBecause('lost');
      leaseUntil = until;
      if (answer.cancelling) stopBecause('cancelled');
    } catch (error) {
      log?.warn('the heartbeat of a job could not be written', { job: job.name, id: job.id, error: String(error) });
      if (clock.now() >= leaseUntil) stopBecause('lost');
    }
  }
  function keepBeating(): void {
    cancelBeat = clock.after(leaseMs / 3, () => {
      void beat().finally(() => {
        if (!over) keepBeating();
      });
    });
  }
  const run: JobRun = {
    id: job.id,
    attempt: job.attempt,
    signal: abort.signal,
    async progress(done, total, note) {
      abort.signal.throwIfAborted();
      progress = { done, total, note: note?.slice(0, 500) ?? null };
      // In a unit the write would wait for the unit's own end, or share its fate: the heartbeat brings it later.
      if (clock.now().getTime() - beaten.getTime() < progressEveryMs || database.inUnit()) return;
      await beat();
      abort.signal.throwIfAborted();
    },
    async finish(work) {
      abort.signal.throwIfAborted();
      await database.unit(async () => {
        // First, so that nobody takes the job over while the unit is open.
        if (!(await end('done', null))) stopBecause('lost');
        abort.signal.throwIfAborted();
        await work();
        database.afterCommit(() => {
          finished = true;
        });
      });
    },
  };

  async function perform(): Promise<void> {
    let failure: unknown;
    let unreadable = false;
    try {
      const parsed = handler.job.data.safeParse(job.data);
      unreadable = !parsed.success;
      if (!parsed.success) throw parsed.error;
      await runInScope({ actor: system, org: job.org ?? undefined, request: job.id, via: 'job' }, () =>
        handler.run(parsed.data as never, run),
      );
    } catch (error) {
      failure = error ?? new Error('the job failed without saying why');
    }
    over = true;
    cancelBeat();
    if (finished) {
      if (failure !== undefined)
        log?.error('a job failed after it was done', { job: job.name, id: job.id, error: messageOf(failure) });
      return;
    }
    try {
      await conclude(failure, unreadable);
    } catch (error) {
      // Its lease will run out, and it is tried again.
      log?.error('the end of a job could not be written', { job: job.name, id: job.id, error: String(error) });
    }
  }
  async function conclude(failure: unknown, unreadable: boolean): Promise<void> {
    if (failure === undefined) return tell(await end('done', null), 'done');
    if (reason === 'lost') return tell(false, 'stopped');
    const message = messageOf(failure);
    if (reason === 'cancelled') return tell(await end('cancelled', null), 'cancelled');
    if (reason === 'stopping') return tell(await store.giveBack(job), 'given back');
    if (unreadable || job.attempt >= job.attempts) {
      log?.error('a job failed', { job: job.name, id: job.id, attempt: job.attempt, error: message });
      return tell(await end('failed', message), 'failed');
    }
    const runAt = later(clock.now(), backoff(job.attempt, firstWaitMs, longestWaitMs, random));
    log?.warn('a job failed and will be tried again', {
      job: job.name,
      id: job.id,
      attempt: job.attempt,
      error: message,
    });
    tell(await store.tryAgain(job, runAt, message), 'to be tried again');
  }
  const end = (state: 'done' | 'failed' | 'cancelled', error: string | null) =>
    store.finish(job, progress, state, error);
  function tell(held: boolean, as: string): void {
    if (!held)
      log?.warn(`a job ended (${as}) after another worker had taken it over`, {
        job: job.name,
        id: job.id,
        attempt: job.attempt,
      });
  }

  keepBeating();
  return {
    job,
    get progress() {
      return progress;
    },
    ended: perform(),
    abort: stopBecause,
    async giveBack() {
      over = true;
      cancelBeat();
      try {
        await store.giveBack(job);
      } catch (error) {
        log?.error('a job could not be given back', { job: job.name, id: job.id, error: String(error) });
      }
    },
  };
}

function messageOf(error: unknown): string {
  return (error instanceof Error ? `${error.name}: ${error.message}` : String(error)).slice(0, 2_000);
}
