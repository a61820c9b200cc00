// What the gateway remembers: how much was asked by whom, and whether the school is closed.
import { bigint, integer, personRef, table, tenantTable, text, time } from '@lectern/kit';

/**
 * Requests over the network, added up by day. What a person asks in a browser and with each of their keys is a row each;
 * visitors of an organization are one.
 */
export const usage = tenantTable(
  'usage',
  {
    /** In UTC: `2026-11-23`. */
    day: text().notNull(),
    /** A person, a service account, or `anonymous`. */
    actor: personRef({ onMerge: 'keep', onErase: 'pseudonym', onExport: 'usage' }).notNull(),
    /** Empty for who came with a session or with nothing. */
    key: text().notNull(),
    requests: bigint().notNull(),
    /** Answers from 400 on. */
    errors: bigint().notNull(),
    /** Of answers, before compression; of streams what their headers say. */
    bytes: bigint().notNull(),
  },
  { key: ['org', 'day', 'actor', 'key'] },
);

/** One row while the school is closed, none while it is open. */
export const maintenance = table('maintenance', {
  id: text().primaryKey(),
  since: time().notNull(),
  until: time(),
  message: text(),
});

/** What an organization as a whole may ask in a minute, set by who runs the installation. */
export const organizationLimits = table('organization_limits', {
  organization: text().primaryKey(),
  requestsPerMinute: integer().notNull(),
});

/** Requests of the running minute, added up over all processes; see http/shared-counts.ts. Empty on SQLite. */
export const requestCounts = table(
  'request_counts',
  { minute: integer().notNull(), caller: text().notNull(), count: integer().notNull() },
  { key: ['minute', 'caller'] },
);
