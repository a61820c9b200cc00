// What was given up for good, events and jobs alike, for somebody to look at and to try again once the fault is mended.
import type { School } from '../school.ts';

export interface Failed {
  /** Of a dead letter `<plugin>:<event id>`, of a job its own. */
  readonly id: string;
  readonly kind: 'event' | 'job';
  /** `progress <- course.removed`, or the job's name. */
  readonly what: string;
  /** ISO 8601. */
  readonly failedAt: string | null;
  readonly attempts: number;
  readonly error: string;
}
export interface TriedAgain {
  /** Delivered, or waiting in its queue again. */
  readonly done: readonly string[];
  readonly failed: readonly { readonly id: string; readonly error: string }[];
}

/** The latest two hundred of each, latest first. */
export async function failures({ outbox, jobs }: School): Promise<Failed[]> {
  const letters = (await outbox.failures()).map(
    ({ id, subscriber, name, failedAt, attempts, error }): Failed => ({
      id,
      kind: 'event',
      what: `${subscriber} <- ${name}`,
      failedAt: failedAt.toISOString(),
      attempts,
      error,
    }),
  );
  const failed = (await jobs.list({ state: 'failed', limit: 200 })).map(
    ({ id, name, finishedAt, attempt, error }): Failed => ({
      id,
      kind: 'job',
      what: name,
      failedAt: finishedAt?.toISOString() ?? null,
      attempts: attempt,
      error: error ?? '',
    }),
  );
  return [...letters, ...failed].sort((a, b) => ((a.failedAt ?? '') < (b.failedAt ?? '') ? 1 : -1));
}

/** @param ids of failures; `all` for whatever there is, oldest first */
export async function tryAgain(school: School, ids: readonly string[]): Promise<TriedAgain> {
  const known = new Map((await failures(school)).map((one) => [one.id, one]));
  const wanted = ids.includes('all') ? [...known.keys()].reverse() : ids;
  const done: string[] = [];
  const failed: { id: string; error: string }[] = [];
  for (const id of wanted) {
    try {
      if (!known.has(id)) throw new Error('there is no such failure');
      if (known.get(id)?.kind === 'event') await school.outbox.replay(id);
      else if (!(await school.jobs.retry(id))) throw new Error('the job does not wait: somebody tries it already');
      done.push(id);
    } catch (error) {
      failed.push({ id, error: error instanceof Error ? error.message : String(error) });
    }
  }
  return { done, failed };
}
