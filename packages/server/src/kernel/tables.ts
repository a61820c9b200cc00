// The kernel's own tables beside those of events, jobs and the audit log.
import { bigint, json, personRef, table, text, time } from '@lectern/kit';

/**
 * Moves on whenever what an actor may do, or whether they are signed in, has changed: caches of every process compare it.
 * Rows of an organization and of the whole installation stand for all their people.
 */
export const epochs = table('epochs', {
  // A row that went with its account would begin again at 0, which a cache may remember.
  actor: personRef({ onMerge: 'keep', onErase: 'pseudonym', onExport: false }).primaryKey(),
  epoch: bigint().notNull(),
});

/**
 * The answer to a request that carried an Idempotency-Key, kept for a day. For each organization apart: who belongs to two
 * and uses a key in both is not told in one what was done in the other.
 */
export const idempotencyKeys = table(
  'idempotency_keys',
  {
    actor: personRef({ onMerge: 'keep-target', onErase: 'delete', onExport: false }).notNull(),
    /** Empty for a call outside any organization. */
    org: text().notNull(),
    key: text().notNull(),
    operation: text().notNull(),
    digest: text().notNull(),
    answer: json<unknown>(),
    at: time().notNull(),
  },
  { key: ['actor', 'org', 'key'], indexes: [{ on: ['at'] }] },
);
