// What the host, plugins and the admin's screens know of jobs, whichever driver runs them: see conformance.ts.
import type { EnqueueOptions, Job, JobHandler, JobState, Words } from '@lectern/kit';
import type { z } from 'zod';

export interface JobMeta {
  /** UUIDv7 of the new job. */
  readonly id: string;
  /** The organization it works for; absent for work of the installation. */
  readonly org: string | undefined;
}
export interface JobDetails extends JobState {
  readonly queue: string;
  readonly org: string | null;
  readonly attempts: number;
  readonly createdAt: Date;
  /** When it may start, or may start again after a failure. */
  readonly runAt: Date;
  readonly finishedAt: Date | null;
  /** What it was given: ids, which may be of people. */
  readonly data: unknown;
}
export interface JobFilter {
  readonly state?: JobState['state'];
  readonly name?: string;
  readonly org?: string;
  /** Older than this id, for the next page. */
  readonly before?: string;
  /** 50 when absent. */
  readonly limit?: number;
}
export interface QueueCount {
  readonly queue: string;
  readonly state: 'waiting' | 'running' | 'failed';
  readonly count: number;
  /** When the first of them could have started, or failed. */
  readonly since: Date | null;
}

export interface JobsPort {
  /**
   * In the current unit of work when there is one, and then it is there if and only if that unit commits.
   * @returns the id: of the new job, or of the one with the same key that waits or runs
   * @throws ZodError when the data does not fit the job's schema
   */
  enqueue<Data extends z.ZodType>(
    job: Job<Data>,
    data: z.input<Data>,
    meta: JobMeta,
    options?: EnqueueOptions,
  ): Promise<string>;
  find(id: string): Promise<JobState | undefined>;
  /** What waits will not start; what runs is told through its signal. @returns whether there was anything to cancel */
  cancel(id: string): Promise<boolean>;
  /** What failed or was cancelled waits again, with all its attempts. @returns whether it does */
  retry(id: string): Promise<boolean>;
  /**
   * What is not done names another person from now on, in the current unit of work: two accounts became one. A run that has
   * begun goes on with what it was given, and is told the new name when it is tried again. @returns jobs changed
   */
  readdress(from: string, into: string): Promise<number>;
  /** Latest first. */
  list(filter?: JobFilter): Promise<JobDetails[]>;
  /** Whose a job is and what it does, in words; of one that nobody here has a handler for, as far as its name tells. */
  describe(name: string): { readonly plugin: string; readonly title: Words };
  /** Before `start`. Jobs that nobody here has a handler for are left to other processes. */
  register(handlers: readonly JobHandler[], plugin: string): void;
  /** Runs jobs until `stop`. */
  start(): Promise<void>;
  /**
   * Starts nothing more and gives what runs so many milliseconds (10 s by default); then its signal is aborted, and what
   * does not end within two seconds more goes back to wait, its attempt not counted.
   */
  stop(graceMs?: number): Promise<void>;
  /** Runs all that is due now, and what it enqueues, until nothing is. @returns runs, failed ones too */
  runDue(): Promise<number>;
  counts(): Promise<QueueCount[]>;
  /** Forgets jobs that ended so many days ago. @returns how many */
  prune(days: { readonly done: number; readonly failed: number }): Promise<number>;
}
