// What a worker asks of the place where jobs are kept: the school's own table (table-store.ts) or pg-boss's.

/** The claim of one run. Whoever holds an older fence has lost the job, and nothing it writes arrives. */
export interface Held {
  readonly id: string;
  readonly name: string;
  readonly fence: number;
}
export interface Claimed extends Held {
  readonly org: string | null;
  readonly data: unknown;
  /** 1 for the first. */
  readonly attempt: number;
  readonly attempts: number;
}
export interface Progress {
  readonly done: number;
  readonly total: number;
  readonly note: string | null;
}
export interface Due {
  /** Something is ready to start, here or elsewhere. */
  readonly ready: boolean;
  /** A schedule's next tick has come. */
  readonly scheduled: boolean;
}

/** Those that end or move a run answer whether it still held its job. */
export interface JobStore {
  /** Makes ready what has become due: delayed jobs, and jobs of workers that are gone. */
  wake(): Promise<Due>;
  /** As `wake`, also for jobs whose lease still holds: nobody else works here, so their process is gone. */
  takeAllOver?(): Promise<void>;
  /** The first ready job of each of these names, the most urgent first. */
  candidates(names: readonly string[]): Promise<readonly { readonly id: string; readonly name: string }[]>;
  /** That job, or another ready one of its name; undefined when a rival was faster. */
  claim(candidate: { readonly id: string; readonly name: string }, leaseUntil: Date): Promise<Claimed | undefined>;
  /** A sign of life. Undefined when the job is no longer held. */
  beat(held: Held, progress: Progress, leaseUntil: Date): Promise<{ readonly cancelling: boolean } | undefined>;
  finish(
    held: Held,
    progress: Progress,
    state: 'done' | 'failed' | 'cancelled',
    error: string | null,
  ): Promise<boolean>;
  tryAgain(held: Held, runAt: Date, error: string): Promise<boolean>;
  /** Back to wait as if it had not been claimed. */
  giveBack(held: Held): Promise<boolean>;
}
export const lostSentence = 'Its process ended, or hung, on each attempt.';
