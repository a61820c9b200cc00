// The kernel's tables of events. They belong to no organization: one reader serves them all.
import { bigint, integer, json, table, text, time } from '@lectern/kit';

/**
 * Facts in the order of commits: (xid, seq). On Postgres xid is the transaction's id, which alone tells a reader what is
 * complete (see queries.ts); SQLite has one writer, so there it stays 0 and seq is the order of commits.
 */
export const outbox = table(
  'outbox',
  {
    xid: bigint().notNull(),
    seq: bigint().notNull(),
    /** UUIDv7, the same on every delivery. */
    id: text().notNull(),
    org: text('org_id'),
    name: text().notNull(),
    version: integer().notNull(),
    payload: json<unknown>().notNull(),
    request: text().notNull(),
    at: time().notNull(),
  },
  { key: ['xid', 'seq'] },
);

/** How far each subscriber is: everything up to (xid, seq) has been delivered to it or was none of its events. */
export const outboxCursors = table('outbox_cursors', {
  subscriber: text().primaryKey(),
  xid: bigint().notNull(),
  seq: bigint().notNull(),
  movedAt: time().notNull(),
  /** Failures of the event after the cursor. */
  attempts: integer().notNull(),
  retryAt: time(),
  error: text(),
});

/** Dead letters, with a copy of the event, which is pruned from the outbox long before somebody looks here. */
export const outboxFailures = table(
  'outbox_failures',
  {
    /** `<subscriber>:<event id>`. */
    id: text().primaryKey(),
    subscriber: text().notNull(),
    event: text().notNull(),
    org: text('org_id'),
    name: text().notNull(),
    version: integer().notNull(),
    payload: json<unknown>().notNull(),
    request: text().notNull(),
    at: time().notNull(),
    failedAt: time().notNull(),
    attempts: integer().notNull(),
    error: text().notNull(),
    stack: text().notNull(),
  },
  { indexes: [{ on: ['failedAt'] }] },
);
