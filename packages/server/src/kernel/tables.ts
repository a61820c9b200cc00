// The kernel's own tables beside those of events, jobs and the audit log.
import { bigint, json, personRef, table, text, time } from '@lectern/kit';

/** Moves on whenever what an actor may do, or whether they are signed in, has changed: caches of every process compare it. */
export const epochs = table('epochs', { actor: text().primaryKey(), epoch: bigint().notNull() });

/** The answer to a request that carried an Idempotency-Key, kept for a day. */
export const idempotencyKeys = table(
  'idempotency_keys',
  {
    actor: personRef({ onMerge: 'keep-target', onErase: 'delete', onExport: false }).notNull(),
    key: text().notNull(),
    operation: text().notNull(),
    digest: text().notNull(),
    answer: json<unknown>(),
    at: time().notNull(),
  },
  { key: ['actor', 'key'], indexes: [{ on: ['at'] }] },
);
