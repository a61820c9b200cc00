import { type Data, query, rowsOf, unitOrg } from '@lectern/kit';
import { and, desc, eq, gte, lt, ne, type SQL, sql } from 'drizzle-orm';
import { maintenance, organizationLimits, requestCounts, usage } from './tables.ts';

const { org, day, actor, key, requests, errors, bytes } = usage;
export const counted = { day, actor, key, requests, errors, bytes };
export const addUsage = query('usage.add', { rows: rowsOf(counted) }, (q, p, powers) =>
  q
    .insert(usage)
    .select(powers.rows(usage, counted, p.rows) as never)
    .onConflictDoUpdate({
      target: [org, day, actor, key],
      set: {
        requests: sql`${requests} + excluded.requests`,
        errors: sql`${errors} + excluded.errors`,
        bytes: sql`${bytes} + excluded.bytes`,
      },
      setWhere: eq(org, unitOrg),
    }),
);
export const usageOf = query('usage.of', { actor, from: day }, (q, p) =>
  q
    .select(counted)
    .from(usage)
    .where(and(eq(org, unitOrg), gte(day, p.from), eq(actor, p.actor)))
    .orderBy(desc(day), desc(requests)),
);
const total = (column: typeof requests | typeof errors | typeof bytes) => sql<number>`sum(${column})`.mapWith(Number);
const totals = { requests: total(requests), errors: total(errors), bytes: total(bytes) };
const most = desc(sql`sum(${requests})`);
const nothing = sql<string>`''`;
const since = (from: SQL) => and(eq(org, unitOrg), gte(day, from as never));
/** The busiest 500: a table for people, not an export. */
export const usageBy = {
  key: query('usage.byKey', { from: day }, (q, p) =>
    q
      .select({ actor, key, day: nothing, ...totals })
      .from(usage)
      .where(and(since(p.from), ne(key, '')))
      .groupBy(actor, key)
      .orderBy(most)
      .limit(500),
  ),
  actor: query('usage.byActor', { from: day }, (q, p) =>
    q
      .select({ actor, key: nothing, day: nothing, ...totals })
      .from(usage)
      .where(since(p.from))
      .groupBy(actor)
      .orderBy(most)
      .limit(500),
  ),
  day: query('usage.byDay', { from: day }, (q, p) =>
    q
      .select({ actor: nothing, key: nothing, day, ...totals })
      .from(usage)
      .where(since(p.from))
      .groupBy(day)
      .orderBy(desc(day))
      .limit(500),
  ),
};
export const forgetUsage = query('usage.forget', { before: day }, (q, p) =>
  q.delete(usage).where(and(eq(org, unitOrg), lt(day, p.before))),
);

const { id, since: closedSince, until, message } = maintenance;
const closing = { since: closedSince, until, message };
export const maintenanceNow = query('maintenance.now', {}, (q) => q.select(closing).from(maintenance));
const begin = query('maintenance.begin', { id, ...closing }, (q, p) =>
  q
    .insert(maintenance)
    .values(p)
    .onConflictDoUpdate({ target: id, set: { until: p.until, message: p.message } }),
);
const end = query('maintenance.end', {}, (q) => q.delete(maintenance));
export const setClosed = (data: Data, now: { since: Date; until: Date | null; message: string | null } | undefined) =>
  now ? data.run(begin, { id: 'installation', ...now }) : data.run(end);

const { organization, requestsPerMinute } = organizationLimits;
export const allLimits = query('organizationLimits.all', {}, (q) =>
  q.select({ organization, requestsPerMinute }).from(organizationLimits),
);
export const setLimit = query('organizationLimits.set', { organization, requestsPerMinute }, (q, p) =>
  q
    .insert(organizationLimits)
    .values(p)
    .onConflictDoUpdate({ target: organization, set: { requestsPerMinute: p.requestsPerMinute } }),
);
export const dropLimit = query('organizationLimits.drop', { organization }, (q, p) =>
  q.delete(organizationLimits).where(eq(organization, p.organization)),
);

const { minute, caller, count } = requestCounts;
/** Adds what this process has seen and tells what all have. */
export const shareCounts = query('requests.share', { rows: rowsOf({ minute, caller, count }) }, (q, p, powers) =>
  q
    .insert(requestCounts)
    .select(powers.rows(requestCounts, { minute, caller, count }, p.rows) as never)
    .onConflictDoUpdate({ target: [minute, caller], set: { count: sql`${count} + excluded.count` } })
    .returning({ caller, count }),
);
export const forgetCounts = query('requests.forget', { before: minute }, (q, p) =>
  q.delete(requestCounts).where(lt(minute, p.before)),
);
