// The kernel's tables of jobs. They belong to no organization: the same workers serve them all.
import { bigint, boolean, integer, json, table, text, time } from '@lectern/kit';

/** `delayed` becomes `ready` when its time has come, so that claiming looks at nothing that cannot start. */
export type StoredState = 'delayed' | 'ready' | 'running' | 'done' | 'failed' | 'cancelled';

export const jobs = table(
  'jobs',
  {
    id: text().primaryKey(),
    name: text().notNull(),
    queue: text().notNull(),
    org: text('org_id'),
    data: json<unknown>().notNull(),
    state: text().$type<StoredState>().notNull(),
    /** Minus the priority, so that the index is read forwards. */
    rank: integer().notNull(),
    runAt: time().notNull(),
    /** Organization, name and key in one. */
    uniqueKey: text(),
    attempt: integer().notNull(),
    attempts: integer().notNull(),
    /** Counts claims. Whoever holds an older number has lost the job and can write nothing to it. */
    fence: bigint().notNull(),
    /** The process that holds it, or that ended it. */
    worker: text(),
    leaseUntil: time(),
    cancelling: boolean().notNull(),
    done: bigint().notNull(),
    total: bigint().notNull(),
    note: text(),
    error: text(),
    createdAt: time().notNull(),
    finishedAt: time(),
  },
  {
    // Each partial: with a plain index on state SQLite would take that one, and read every delayed job for the first due.
    indexes: [
      { on: ['name', 'rank', 'runAt', 'id'], where: `state = 'ready'` },
      { on: ['runAt'], where: `state = 'delayed'` },
      { on: ['leaseUntil'], where: `state = 'running'` },
      { on: ['uniqueKey'], unique: true, where: `unique_key is not null and state in ('delayed', 'ready', 'running')` },
      { on: ['finishedAt'], where: `state in ('done', 'cancelled')` },
      { on: ['finishedAt', 'queue'], where: `state = 'failed'` },
    ],
  },
);

export const jobSchedules = table(
  'job_schedules',
  { name: text().primaryKey(), cron: text().notNull(), nextAt: time().notNull() },
  { indexes: [{ on: ['nextAt'] }] },
);
