// The statements of the outbox. Where the two databases differ is what "complete" means: on Postgres transaction 2 may
// commit before transaction 1, so a reader that remembers the highest id it saw skips what 1 commits later. Readers
// therefore go in the order (xid, seq) and stop below the oldest transaction that is still running: nothing can appear
// behind them any more.
import { type Dialect, list, query, scalar } from '@lectern/kit';
import { and, asc, desc, eq, getTableColumns, type SQL, sql } from 'drizzle-orm';
import { outboxCursors as cursors, outboxFailures as failures, outbox } from './tables.ts';

const perDialect = <T>(declare: (dialect: Dialect) => T): Readonly<Record<Dialect, T>> => ({
  sqlite: declare('sqlite'),
  postgres: declare('postgres'),
});
const asBigint = (value: string) => `cast(cast(${value} as text) as bigint)`;
const currentXid = { sqlite: sql.raw('0'), postgres: sql.raw(asBigint('pg_current_xact_id()')) };
const nextXid = { sqlite: sql.raw('0'), postgres: sql.raw(asBigint('pg_snapshot_xmax(pg_current_snapshot())')) };
/** The first transaction that may still write: everything below is there to be seen. */
const horizon = { sqlite: sql.raw('1'), postgres: sql.raw(asBigint('pg_snapshot_xmin(pg_current_snapshot())')) };
const complete = (dialect: Dialect) => sql`${outbox.xid} < ${horizon[dialect]}`;
const position = { xid: scalar<number>(), seq: scalar<number>() };
const after = (p: { xid: SQL; seq: SQL }) => sql`(${outbox.xid}, ${outbox.seq}) > (${p.xid}, ${p.seq})`;

const columns = getTableColumns(outbox);
const { xid: _xid, seq: _seq, ...given } = columns;

export const append = perDialect((dialect) =>
  query(`outbox.append.${dialect}`, given, (q, p) => {
    const next = sql<number>`(select coalesce(max(${outbox.seq}), 0) + 1 from ${outbox} where ${outbox.xid} = ${currentXid[dialect]})`;
    return q.insert(outbox).values({ ...p, xid: currentXid[dialect] as SQL<number>, seq: next });
  }),
);

/** What the open unit emitted for a request, among the last thousand events. */
export const ofRequest = query('outbox.ofRequest', { request: outbox.request }, (q, p) => {
  const latest = q.select().from(outbox).orderBy(desc(outbox.xid), desc(outbox.seq)).limit(1_000).as('latest');
  return q
    .select({ name: latest.name, payload: latest.payload })
    .from(latest)
    .where(eq(latest.request, p.request))
    .orderBy(asc(latest.xid), asc(latest.seq));
});

/** Names of what was committed behind a position, for all subscribers of the process at once. */
export const headers = perDialect((dialect) =>
  query(`outbox.headers.${dialect}`, position, (q, p) =>
    q
      .select({ xid: outbox.xid, seq: outbox.seq, name: outbox.name })
      .from(outbox)
      .where(and(after(p), complete(dialect)))
      .orderBy(asc(outbox.xid), asc(outbox.seq))
      .limit(1_000),
  ),
);
/** What was committed after one position and up to another that is complete. */
export const between = query(
  'outbox.between',
  { ...position, toXid: scalar<number>(), toSeq: scalar<number>(), names: list<string>() },
  (q, p, powers) =>
    q
      .select(columns)
      .from(outbox)
      .where(
        and(
          after(p),
          sql`(${outbox.xid}, ${outbox.seq}) <= (${p.toXid}, ${p.toSeq})`,
          powers.inList(outbox.name, p.names),
        ),
      )
      .orderBy(asc(outbox.xid), asc(outbox.seq)),
);
/** Whether there is a committed event behind a position, readable already or not. */
export const anyBehind = query('outbox.anyBehind', position, (q, p) =>
  q.select({ xid: outbox.xid }).from(outbox).where(after(p)).limit(1),
);

/** The next events of a subscriber, with its cursor as it is now. */
export const due = perDialect((dialect) =>
  query(`outbox.due.${dialect}`, { subscriber: cursors.subscriber, names: list<string>() }, (q, p, powers) =>
    q
      .select({ event: columns, cursor: { xid: cursors.xid, seq: cursors.seq, retryAt: cursors.retryAt } })
      .from(cursors)
      .innerJoin(outbox, and(sql`(${outbox.xid}, ${outbox.seq}) > (${cursors.xid}, ${cursors.seq})`, complete(dialect)))
      .where(and(eq(cursors.subscriber, p.subscriber), powers.inList(outbox.name, p.names)))
      .orderBy(asc(outbox.xid), asc(outbox.seq))
      .limit(50),
  ),
);

const at = { subscriber: cursors.subscriber, ...position };
const stands = (p: { subscriber: SQL; xid: SQL; seq: SQL }) =>
  sql`${cursors.subscriber} = ${p.subscriber} and ${cursors.xid} = ${p.xid} and ${cursors.seq} = ${p.seq}`;

/** Holds the cursor for this unit if it still stands where it was seen and no other process holds it. */
export const hold = query('outbox.hold', at, (q, p, powers) =>
  q
    .select({ attempts: cursors.attempts })
    .from(cursors)
    .where(sql`${stands(p)}${powers.skipLocked}`),
);
export const move = query(
  'outbox.move',
  { ...at, toXid: cursors.xid, toSeq: cursors.seq, now: cursors.movedAt },
  (q, p) =>
    q
      .update(cursors)
      .set({ xid: p.toXid, seq: p.toSeq, movedAt: p.now, attempts: 0, retryAt: null, error: null })
      .where(stands(p)),
);
export const postpone = query(
  'outbox.postpone',
  { ...at, attempts: cursors.attempts, retryAt: cursors.retryAt, error: cursors.error },
  (q, p) => q.update(cursors).set({ attempts: p.attempts, retryAt: p.retryAt, error: p.error }).where(stands(p)),
);
/** Past events that are none of the subscriber's, up to a position that is complete. */
export const passBy = query(
  'outbox.passBy',
  { subscriber: cursors.subscriber, names: list<string>(), xid: cursors.xid, seq: cursors.seq, now: cursors.movedAt },
  (q, p, powers) =>
    q
      .update(cursors)
      .set({ xid: p.xid, seq: p.seq, movedAt: p.now })
      .where(
        sql`${cursors.subscriber} = ${p.subscriber} and (${cursors.xid}, ${cursors.seq}) < (${p.xid}, ${p.seq}) and not exists (
          select 1 from ${outbox} where (${outbox.xid}, ${outbox.seq}) > (${cursors.xid}, ${cursors.seq})
          and (${outbox.xid}, ${outbox.seq}) <= (${p.xid}, ${p.seq}) and ${powers.inList(outbox.name, p.names)})`,
      ),
);

/**
 * A subscriber that was never seen before begins at the end. On Postgres that is the horizon: of transactions that
 * overlap with this moment it gets all, so none is lost.
 */
export const enlist = perDialect((dialect) =>
  query(`outbox.enlist.${dialect}`, { subscriber: cursors.subscriber, now: cursors.movedAt }, (q, p) => {
    const last = sql<number>`(select coalesce(max(${outbox.seq}), 0) from ${outbox} where ${outbox.xid} = 0)`;
    const end =
      dialect === 'sqlite'
        ? { xid: sql<number>`0`, seq: last }
        : { xid: horizon.postgres as SQL<number>, seq: sql<number>`0` };
    return q
      .insert(cursors)
      .values({ subscriber: p.subscriber, movedAt: p.now, attempts: 0, ...end })
      .onConflictDoNothing();
  }),
);
export const end = perDialect((dialect) =>
  query(`outbox.end.${dialect}`, {}, (q) =>
    q
      .select({ xid: outbox.xid, seq: outbox.seq })
      .from(outbox)
      .where(complete(dialect))
      .orderBy(desc(outbox.xid), desc(outbox.seq))
      .limit(1),
  ),
);

/** The span of numbers in use, and the next that would be given: see renumber.ts. */
export const numbers = perDialect((dialect) =>
  query(`outbox.numbers.${dialect}`, {}, (q) => {
    const number = (value: SQL) => sql<number | null>`(${value})`.mapWith(Number);
    return q
      .select({
        events: {
          lowest: number(sql`select min(${outbox.xid}) from ${outbox}`),
          highest: number(sql`select max(${outbox.xid}) from ${outbox}`),
        },
        cursors: {
          lowest: number(sql`select min(${cursors.xid}) from ${cursors}`),
          highest: number(sql`select max(${cursors.xid}) from ${cursors}`),
        },
        next: number(nextXid[dialect]),
      })
      .from(sql`(select 1) as "once"`);
  }),
);
export const lowerEvents = query('outbox.lowerEvents', { by: scalar<number>() }, (q, p) =>
  q.update(outbox).set({ xid: sql`${outbox.xid} - ${p.by}` }),
);
export const lowerCursors = query('outbox.lowerCursors', { by: scalar<number>() }, (q, p) =>
  q.update(cursors).set({ xid: sql`${cursors.xid} - ${p.by}` }),
);

export const bury = query('outbox.bury', getTableColumns(failures), (q, p) =>
  q.insert(failures).values(p).onConflictDoNothing(),
);

export const latestFailures = query('outbox.failures', {}, (q) =>
  q.select().from(failures).orderBy(desc(failures.failedAt)).limit(200),
);
export const holdFailure = query('outbox.holdFailure', { id: failures.id }, (q, p, powers) =>
  q.select().from(failures).where(sql`${failures.id} = ${p.id}${powers.skipLocked}`),
);
export const failureById = query('outbox.failure', { id: failures.id }, (q, p) =>
  q.select().from(failures).where(eq(failures.id, p.id)),
);
export const unbury = query('outbox.unbury', { id: failures.id }, (q, p) =>
  q.delete(failures).where(eq(failures.id, p.id)),
);
export const buryAgain = query(
  'outbox.buryAgain',
  { id: failures.id, error: failures.error, stack: failures.stack, now: failures.failedAt },
  (q, p) =>
    q
      .update(failures)
      .set({ error: p.error, stack: p.stack, failedAt: p.now, attempts: sql`${failures.attempts} + 1` })
      .where(eq(failures.id, p.id)),
);

/** How many events wait for a subscriber (counted to ten thousand), and since when. */
export const behind = query(
  'outbox.behind',
  { subscriber: cursors.subscriber, names: list<string>() },
  (q, p, powers) => {
    const waiting = q
      .select({ at: outbox.at })
      .from(cursors)
      .innerJoin(outbox, sql`(${outbox.xid}, ${outbox.seq}) > (${cursors.xid}, ${cursors.seq})`)
      .where(and(eq(cursors.subscriber, p.subscriber), powers.inList(outbox.name, p.names)))
      .orderBy(asc(outbox.xid), asc(outbox.seq))
      .limit(10_000)
      .as('waiting');
    return q
      .select({
        count: sql<number>`count(*)`.mapWith(Number),
        since: sql<Date | null>`min(${waiting.at})`.mapWith(outbox.at),
      })
      .from(waiting);
  },
);
export const cursorOf = query('outbox.cursor', { subscriber: cursors.subscriber }, (q, p) =>
  q.select().from(cursors).where(eq(cursors.subscriber, p.subscriber)),
);

/**
 * Of the thousand oldest events those that every subscriber is past. A cursor of a subscriber that is not loaded here
 * and has not moved for as long belongs to a plugin that is gone: it holds nothing back.
 */
export const prune = query('outbox.prune', { before: outbox.at, known: list<string>() }, (q, p, powers) => {
  const oldest = q
    .select({ xid: outbox.xid, seq: outbox.seq, at: outbox.at })
    .from(outbox)
    .orderBy(asc(outbox.xid), asc(outbox.seq))
    .limit(1_000)
    .as('oldest');
  return q.delete(outbox).where(
    sql`(${outbox.xid}, ${outbox.seq}) in (select ${oldest.xid}, ${oldest.seq} from ${oldest} where ${oldest.at} < ${p.before})
      and not exists (select 1 from ${cursors} where (${cursors.movedAt} >= ${p.before} or ${powers.inList(cursors.subscriber, p.known)})
        and (${cursors.xid}, ${cursors.seq}) < (${outbox.xid}, ${outbox.seq}))`,
  );
});
