// The kernel's own tables beside those of events and jobs.
import { bigint, json, personRef, table, text, time } from '@lectern/kit';

/** Moves on whenever what an actor may do, or whether they are signed in, has changed: caches of every process compare it. */
export const epochs = table('epochs', { actor: text().primaryKey(), epoch: bigint().notNull() });

/** Who did or was refused what. Ids and digests only: personal data would stand in the way of erasing it. */
export const auditEntries = table(
  'audit_entries',
  {
    id: text().primaryKey(),
    org: text('org_id').notNull(),
    at: time().notNull(),
    actorKind: text().notNull(),
    actor: personRef({ onMerge: 'move', onErase: 'pseudonym', onExport: 'activity' }).notNull(),
    session: text(),
    via: text().notNull(),
    operation: text().notNull(),
    /** `done`, or the code of the problem. */
    outcome: text().notNull(),
    /** The resource the permission was asked on. */
    target: text(),
    /** Ids in the input, and a keyed digest of all of it. */
    facts: json<Readonly<Record<string, string>>>().notNull(),
    request: text().notNull(),
  },
  { indexes: [{ on: ['org', 'at'] }, { on: ['actor', 'at'] }] },
);

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
