// The statements of the jobs table. Conditions on `state` are written out, not parameters: only so do both databases see
// that a partial index answers them.
import { type Dialect, list, type Powers, query, scalar } from '@lectern/kit';
import { and, asc, desc, eq, getTableColumns, lt, lte, type SQL, sql } from 'drizzle-orm';
import { jobs, jobSchedules as schedules } from './tables.ts';

const perDialect = <T>(declare: (dialect: Dialect) => T): Readonly<Record<Dialect, T>> => ({
  sqlite: declare('sqlite'),
  postgres: declare('postgres'),
});
/** Up to five hundred at a time, and none that another process is at: two updates of many rows may block each other. */
const some = (condition: SQL, { skipLocked }: Powers) =>
  sql`${jobs.id} in (select "one"."id" from ${jobs} as "one" where ${condition} limit 500${skipLocked})`;
const active = sql`${jobs.state} in ('delayed', 'ready', 'running')`;
const given = {
  id: jobs.id,
  name: jobs.name,
  queue: jobs.queue,
  org: jobs.org,
  data: jobs.data,
  state: jobs.state,
  rank: jobs.rank,
  runAt: jobs.runAt,
  uniqueKey: jobs.uniqueKey,
  attempts: jobs.attempts,
  createdAt: jobs.createdAt,
};
export const add = query('jobs.add', given, (q, p) =>
  q
    .insert(jobs)
    .values({ ...p, attempt: 0, fence: 0, cancelling: false, done: 0, total: 0 })
    .onConflictDoNothing(),
);
export const activeByKey = query('jobs.activeByKey', { uniqueKey: jobs.uniqueKey }, (q, p) =>
  q
    .select({ id: jobs.id })
    .from(jobs)
    .where(and(eq(jobs.uniqueKey, p.uniqueKey), active)),
);

/** The one read of an idle poll: four looks at the first entry of an index. */
export const anyDue = query('jobs.anyDue', { now: jobs.runAt }, (q, p) =>
  q
    .select({
      ready: sql<unknown>`exists (select 1 from ${jobs} where ${jobs.state} = 'ready')`.mapWith(Boolean),
      delayed:
        sql<unknown>`exists (select 1 from ${jobs} where ${jobs.state} = 'delayed' and ${jobs.runAt} <= ${p.now})`.mapWith(
          Boolean,
        ),
      expired:
        sql<unknown>`exists (select 1 from ${jobs} where ${jobs.state} = 'running' and ${jobs.leaseUntil} < ${p.now})`.mapWith(
          Boolean,
        ),
      scheduled: sql<unknown>`exists (select 1 from ${schedules} where ${schedules.nextAt} <= ${p.now})`.mapWith(
        Boolean,
      ),
    })
    .from(sql`(select 1) as "once"`),
);
export const wakeDelayed = query('jobs.wakeDelayed', { now: jobs.runAt }, (q, p, powers) =>
  q
    .update(jobs)
    .set({ state: 'ready' })
    .where(some(sql`"one"."state" = 'delayed' and "one"."run_at" <= ${p.now}`, powers)),
);

/** The first ready job of each of these names: one step into the index for each, however many wait behind it. */
export const candidates = perDialect((dialect) =>
  query(`jobs.candidates.${dialect}`, { names: list<string>() }, (q, p) => {
    const names = dialect === 'sqlite' ? sql`json_each(${p.names})` : sql`json_array_elements_text(${p.names}::json)`;
    return q
      .select({ id: jobs.id, name: jobs.name })
      .from(jobs)
      .where(
        sql`${jobs.id} in (select (select "first"."id" from ${jobs} as "first" where "first"."state" = 'ready' and "first"."name" = "wanted"."value"
          order by "first"."rank", "first"."run_at", "first"."id" limit 1) from ${names} as "wanted")`,
      )
      .orderBy(asc(jobs.rank), asc(jobs.runAt), asc(jobs.id));
  }),
);
/** Whoever's update finds it ready has it; a rival on Postgres passes a locked row by. */
export const claim = query(
  'jobs.claim',
  { id: jobs.id, worker: jobs.worker, leaseUntil: jobs.leaseUntil },
  (q, p, powers) =>
    q
      .update(jobs)
      .set({
        state: 'running',
        worker: p.worker,
        leaseUntil: p.leaseUntil,
        attempt: sql`${jobs.attempt} + 1`,
        fence: sql`${jobs.fence} + 1`,
        done: 0,
        total: 0,
        note: null,
      })
      .where(
        sql`${jobs.id} in (select "free"."id" from ${jobs} as "free" where "free"."id" = ${p.id} and "free"."state" = 'ready'${powers.skipLocked})`,
      )
      .returning({
        id: jobs.id,
        name: jobs.name,
        org: jobs.org,
        data: jobs.data,
        attempt: jobs.attempt,
        attempts: jobs.attempts,
        fence: jobs.fence,
      }),
);

const holder = { id: jobs.id, fence: jobs.fence };
/** Running, and by the claim with this number. */
const held = (p: { id: SQL; fence: SQL }) =>
  sql`${jobs.id} = ${p.id} and ${jobs.fence} = ${p.fence} and ${jobs.state} = 'running'`;
const progress = { done: jobs.done, total: jobs.total, note: jobs.note };

export const beat = query('jobs.beat', { ...holder, ...progress, leaseUntil: jobs.leaseUntil }, (q, p) =>
  q
    .update(jobs)
    .set({ leaseUntil: p.leaseUntil, done: p.done, total: p.total, note: p.note })
    .where(held(p))
    .returning({ cancelling: jobs.cancelling }),
);
export const finish = query(
  'jobs.finish',
  { ...holder, ...progress, worker: jobs.worker, state: jobs.state, error: jobs.error, now: jobs.finishedAt },
  (q, p) =>
    q
      .update(jobs)
      .set({
        state: p.state,
        error: p.error,
        done: p.done,
        total: p.total,
        note: p.note,
        worker: p.worker,
        leaseUntil: null,
        finishedAt: p.now,
      })
      .where(held(p)),
);
export const tryAgain = query(
  'jobs.tryAgain',
  { ...holder, worker: jobs.worker, runAt: jobs.runAt, error: jobs.error },
  (q, p) =>
    q
      .update(jobs)
      .set({ state: 'delayed', runAt: p.runAt, error: p.error, worker: p.worker, leaseUntil: null })
      .where(held(p)),
);
/** Back to wait as if it had not been claimed. */
export const giveBack = query('jobs.giveBack', { ...holder, worker: jobs.worker }, (q, p) =>
  q
    .update(jobs)
    .set({ state: 'ready', attempt: sql`${jobs.attempt} - 1`, worker: p.worker, leaseUntil: null })
    .where(held(p)),
);

const lost = (now: SQL) => sql`"one"."state" = 'running' and "one"."lease_until" < ${now}`;
/** Jobs whose worker gave no sign of life: it was killed, or hangs. What cannot run again ends here. */
export const buryLost = query('jobs.buryLost', { now: jobs.leaseUntil, ended: jobs.finishedAt }, (q, p, powers) =>
  q
    .update(jobs)
    .set({
      state: sql`case when ${jobs.cancelling} then 'cancelled' else 'failed' end`,
      error: sql`case when ${jobs.cancelling} then ${jobs.error} else 'Its process ended, or hung, on each attempt.' end`,
      leaseUntil: null,
      finishedAt: p.ended,
    })
    .where(some(sql`${lost(p.now)} and ("one"."cancelling" or "one"."attempt" >= "one"."attempts")`, powers)),
);
export const takeOver = query('jobs.takeOver', { now: jobs.leaseUntil }, (q, p, powers) =>
  q
    .update(jobs)
    .set({ state: 'ready', leaseUntil: null })
    .where(some(sql`${lost(p.now)} and not ("one"."cancelling" or "one"."attempt" >= "one"."attempts")`, powers)),
);

export const cancelWaiting = query('jobs.cancelWaiting', { id: jobs.id, now: jobs.finishedAt }, (q, p) =>
  q
    .update(jobs)
    .set({ state: 'cancelled', finishedAt: p.now })
    .where(sql`${jobs.id} = ${p.id} and ${jobs.state} in ('delayed', 'ready')`),
);
export const cancelRunning = query('jobs.cancelRunning', { id: jobs.id }, (q, p) =>
  q.update(jobs).set({ cancelling: true }).where(sql`${jobs.id} = ${p.id} and ${jobs.state} = 'running'`),
);
export const retry = query('jobs.retry', { id: jobs.id, now: jobs.runAt }, (q, p) =>
  q
    .update(jobs)
    .set({ state: 'ready', attempt: 0, runAt: p.now, error: null, finishedAt: null, cancelling: false })
    .where(
      sql`${jobs.id} = ${p.id} and ${jobs.state} in ('failed', 'cancelled') and not exists (
        select 1 from ${jobs} as "other" where "other"."unique_key" = ${jobs.uniqueKey} and "other"."state" in ('delayed', 'ready', 'running'))`,
    ),
);

/** All that may run, or be tried again. An id is a whole string in JSON, and none of its characters is written otherwise there. */
export const readdress = perDialect((dialect) =>
  query(`jobs.readdress.${dialect}`, { from: scalar<string>(), into: scalar<string>() }, (q, p) => {
    const text = dialect === 'sqlite' ? sql`${jobs.data}` : sql`${jobs.data}::text`;
    const replaced = sql`replace(${text}, ${p.from}, ${p.into})`;
    return q
      .update(jobs)
      .set({ data: dialect === 'sqlite' ? replaced : sql`${replaced}::jsonb` })
      .where(
        sql`${jobs.state} in ('delayed', 'ready', 'running', 'failed', 'cancelled') and ${jobs.name} <> 'kernel.follow-person'
          and ${dialect === 'sqlite' ? sql`instr(${text}, ${p.from})` : sql`strpos(${text}, ${p.from})`} > 0`,
      );
  }),
);

export const byId = query('jobs.byId', { id: jobs.id }, (q, p) => q.select().from(jobs).where(eq(jobs.id, p.id)));
/** Absent filters are null. */
export const latest = query(
  'jobs.list',
  {
    state: list<string>(),
    name: scalar<string | null>(),
    org: scalar<string | null>(),
    before: scalar<string | null>(),
    limit: scalar<number>(),
  },
  (q, p, powers) =>
    q
      .select()
      .from(jobs)
      .where(
        sql`${powers.inList(jobs.state, p.state)} and ${jobs.name} = coalesce(${p.name}, ${jobs.name})
          and (cast(${p.org} as text) is null or ${jobs.org} = ${p.org}) and (cast(${p.before} as text) is null or ${jobs.id} < ${p.before})`,
      )
      .orderBy(desc(jobs.id))
      .limit(p.limit as unknown as number),
);
/** One index for each state; what is done, which is most, is not read. */
export const counts = query('jobs.counts', {}, (q) => {
  const of = (state: SQL) =>
    q
      .select({
        queue: jobs.queue,
        state: jobs.state,
        count: sql<number>`count(*)`.mapWith(Number),
        since: sql<Date | null>`min(coalesce(${jobs.finishedAt}, ${jobs.runAt}))`.mapWith(jobs.runAt),
      })
      .from(jobs)
      .where(sql`${jobs.state} = ${state}`)
      .groupBy(jobs.queue, jobs.state);
  return of(sql`'delayed'`).unionAll(of(sql`'ready'`)).unionAll(of(sql`'running'`)).unionAll(of(sql`'failed'`));
});
const forget = (name: string, states: SQL) =>
  query(name, { before: jobs.finishedAt }, (q, p) => {
    const old = q
      .select({ id: jobs.id })
      .from(jobs)
      .where(and(states, lt(jobs.finishedAt, p.before)))
      .limit(1_000);
    return q.delete(jobs).where(sql`${jobs.id} in ${old}`);
  });
/** A thousand at a time. */
export const forgetDone = forget('jobs.forgetDone', sql`${jobs.state} in ('done', 'cancelled')`);
export const forgetFailed = forget('jobs.forgetFailed', sql`${jobs.state} = 'failed'`);

export const schedule = query('jobs.schedule', getTableColumns(schedules), (q, p) =>
  q
    .insert(schedules)
    .values(p)
    .onConflictDoUpdate({
      target: schedules.name,
      set: { cron: p.cron, nextAt: p.nextAt },
      setWhere: sql`${schedules.cron} <> ${p.cron}`,
    }),
);
export const dueSchedules = query('jobs.dueSchedules', { now: schedules.nextAt }, (q, p) =>
  q.select().from(schedules).where(lte(schedules.nextAt, p.now)),
);
/** One process of many moves the schedule on, and thereby has the tick. */
export const tick = query(
  'jobs.tick',
  { name: schedules.name, was: schedules.nextAt, nextAt: schedules.nextAt },
  (q, p) =>
    q
      .update(schedules)
      .set({ nextAt: p.nextAt })
      .where(and(eq(schedules.name, p.name), eq(schedules.nextAt, p.was))),
);
