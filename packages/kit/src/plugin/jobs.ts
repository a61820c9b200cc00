// Work that outlives a request: declared once, enqueued in the unit of work that wants it, run at least once.
import type { z } from 'zod';
import type { Words } from '../ports/settings.ts';

export interface JobOptions {
  /** What it does, for whoever looks after the school: `{ en: 'Make a film ready' }`. Its name when absent. */
  readonly title?: Words;
  /** Jobs of one queue share its workers. The plugin's id by default. */
  readonly queue?: string;
  /** Attempts before it counts as failed. 5 by default; waiting doubles from one second. */
  readonly attempts?: number;
  /** How many jobs of this name run at once in one process. */
  readonly concurrency?: number;
  /** Five-field cron expression in UTC: the kernel enqueues it, once across all processes and in no organization. */
  readonly cron?: string;
  /** A scheduled job is enqueued in every organization instead. */
  readonly in?: 'every-organization';
  /** Without a sign of life (progress, or the kernel's own heartbeat) for so long, another worker takes over. 30 s. */
  readonly leaseSeconds?: number;
}
export interface Job<Data extends z.ZodType = z.ZodType> {
  readonly name: string;
  readonly data: Data;
  readonly options: JobOptions;
}
/** @param name `<plugin>.<verb>`, such as `interop.import` */
export const job = <Data extends z.ZodType>(name: string, data: Data, options: JobOptions = {}): Job<Data> => ({
  name,
  data,
  options,
});

export interface EnqueueOptions {
  readonly runAt?: Date;
  /** While a job with this key waits or runs, another is not added: its id is returned. */
  readonly key?: string;
  /** Higher first; 0 by default. */
  readonly priority?: number;
}
export interface JobRun {
  readonly id: string;
  /** 1 for the first. */
  readonly attempt: number;
  /** Aborted when the job was cancelled, its lease lost, or the process is shutting down. */
  readonly signal: AbortSignal;
  /** `done` of `total`, with a note a person reads. Also a sign of life. */
  progress(done: number, total: number, note?: string): Promise<void>;
  /**
   * The last thing a handler does: the job is done if and only if this unit of work commits, so what the work writes is
   * there exactly once, whoever is killed when. Without it a handler runs at least once. What comes after it in the handler
   * is not tried again.
   * @throws AbortError, and the unit is rolled back, when another worker has taken the job over
   */
  finish(work: () => Promise<unknown>): Promise<void>;
}
export interface JobHandler {
  readonly job: Job;
  readonly run: (data: never, run: JobRun) => Promise<void>;
}
export const runs = <Data extends z.ZodType>(
  subject: Job<Data>,
  run: (data: z.output<Data>, run: JobRun) => Promise<void>,
): JobHandler => ({ job: subject, run });

export interface JobState {
  readonly id: string;
  readonly name: string;
  readonly state: 'waiting' | 'running' | 'done' | 'failed' | 'cancelled';
  readonly attempt: number;
  readonly done: number;
  readonly total: number;
  readonly note: string | null;
  readonly error: string | null;
}
