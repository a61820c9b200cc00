// The log as it is read: filters that only the request knows, each served by an index that begins with the organization or
// with the person, and counts for a report.
import {
  type AuditCount,
  type AuditFilter,
  type AuditKind,
  type AuditPage,
  type AuditRecord,
  dynamicQuery,
  query,
} from '@lectern/kit';
import { and, asc, desc, eq, gte, isNotNull, isNull, lt, ne, type SQL, sql } from 'drizzle-orm';
import type { Database } from '../data/database.ts';
import type { Origin } from './leaf.ts';
import { auditEntries as entries } from './tables.ts';

const told = {
  id: entries.id,
  position: entries.position,
  at: entries.at,
  actorKind: entries.actorKind,
  actor: entries.actor,
  impersonator: entries.impersonator,
  session: entries.session,
  via: entries.via,
  origin: entries.origin,
  operation: entries.operation,
  kind: entries.kind,
  outcome: entries.outcome,
  target: entries.target,
  facts: entries.facts,
  request: entries.request,
};

export async function searched(
  database: Database,
  org: string,
  { actor, person, before, limit, ...filter }: AuditFilter & AuditPage,
): Promise<AuditRecord[]> {
  const common = [
    eq(entries.org, org),
    filter.session && eq(entries.session, filter.session),
    filter.operation && eq(entries.operation, filter.operation),
    filter.kind && eq(entries.kind, filter.kind),
    filter.target && eq(entries.target, filter.target),
    filter.outcome &&
      (filter.outcome === 'refused' ? ne(entries.outcome, 'done') : eq(entries.outcome, filter.outcome)),
    filter.from && gte(entries.at, filter.from),
    filter.to && lt(entries.at, filter.to),
    before && sql`(${entries.at}, ${entries.id}) < (${sql.param(before.at, entries.at)}, ${before.id})`,
  ].filter((one): one is SQL => typeof one === 'object');
  const rowsOf = (whose: SQL | undefined, sealed: SQL) =>
    database.all(
      dynamicQuery('audit.search', (q) =>
        q
          .select(told)
          .from(entries)
          .where(and(...common, whose, sealed))
          .orderBy(desc(entries.at), desc(entries.id))
          .limit(limit),
      ),
    );
  // What was written within the last second stands in no other index than that of what waits for its seal.
  const pageOf = async (whose: SQL | undefined) => [
    ...(await rowsOf(whose, isNull(entries.position))),
    ...(await rowsOf(whose, isNotNull(entries.position))),
  ];
  // A person stands in one of three columns. Three reads of a page each, by index; `or` would sort all the person ever did.
  const whose = [
    actor && [eq(entries.actor, actor), eq(entries.impersonator, actor)],
    person && [eq(entries.actor, person), eq(entries.impersonator, person), eq(entries.target, person)],
  ].filter((one): one is SQL[] => typeof one === 'object');
  const [first = [undefined], second = [undefined]] = whose;
  const rows = new Map<string, AuditRecord>();
  for (const each of first)
    for (const other of second) for (const row of await pageOf(and(each, other))) rows.set(row.id, recordOf(row));
  return [...rows.values()].sort(latestFirst).slice(0, limit);
}
const latestFirst = (a: AuditRecord, b: AuditRecord) =>
  b.at.getTime() - a.at.getTime() || (a.id < b.id ? 1 : a.id > b.id ? -1 : 0);

export async function found(database: Database, org: string, id: string): Promise<AuditRecord | undefined> {
  const row = await database.one(one, { org, id });
  return row && recordOf(row);
}
const one = query('audit.entry', { org: entries.org, id: entries.id }, (q, p) =>
  q
    .select(told)
    .from(entries)
    .where(and(eq(entries.org, p.org), eq(entries.id, p.id))),
);

type Row = Omit<AuditRecord, 'address' | 'kind'> & { readonly origin: Origin | null; readonly kind: string | null };
const recordOf = ({ origin, kind, ...row }: Row): AuditRecord => ({
  ...row,
  kind: kind as AuditKind | null,
  address: origin?.address ?? null,
});

const counted = query('audit.counts', { org: entries.org, from: entries.at, to: entries.at }, (q, p) =>
  q
    .select({
      operation: entries.operation,
      kind: entries.kind,
      outcome: entries.outcome,
      asAnother: sql`case when ${entries.impersonator} is null then 0 else 1 end`.mapWith(Number),
      count: sql`count(*)`.mapWith(Number),
    })
    .from(entries)
    .where(and(eq(entries.org, p.org), gte(entries.at, p.from), lt(entries.at, p.to), isNotNull(entries.position)))
    .groupBy(entries.operation, entries.kind, entries.outcome, sql`4`)
    .orderBy(asc(entries.operation), asc(entries.outcome)),
);
export async function countsOf(database: Database, org: string, from: Date, to: Date): Promise<AuditCount[]> {
  const rows = await database.heavy(counted, { org, from, to });
  return rows.map(({ asAnother, kind, ...row }) => ({
    ...row,
    kind: kind as AuditKind | null,
    asAnother: asAnother === 1,
  }));
}
