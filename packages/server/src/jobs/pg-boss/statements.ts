// What pg-boss's functions do not offer, as statements on its table: a find by id alone, filters across queues, a cancel
// that tells a running job, progress, and attempts that do not count. Everything else goes through its functions.
//
// `retry_count` grows with each claim and never shrinks here, so it is the fence. Attempts are counted from `base` in the
// job's data: what is given back or retried by hand moves the base instead of the count.

export const boss = 'pgboss';

/** The `data` of a job in pg-boss. */
export interface Envelope {
  readonly input: unknown;
  readonly queue: string;
  readonly org: string | null;
  readonly attempts: number;
  readonly base?: number;
  /** Of the run with this fence. */
  readonly progress?: {
    readonly fence: number;
    readonly done: number;
    readonly total: number;
    readonly note: string | null;
  };
  readonly cancelling?: true;
}

const base = `coalesce((job.data ->> 'base')::int, 0)`;
const claims = `(job.retry_count + (job.started_on is not null)::int)`;
const held = `job.name = $1 and job.id = $2::uuid and job.retry_count = $3 and job.state = 'active'`;
/** Its primary key begins with the name, which a find by id does not know. */
const anyQueue = `job.name = any (array(select name from ${boss}.queue))`;
const milliseconds = (column: string) => `(extract(epoch from job.${column}) * 1000)::float8`;
/** Each of our jobs has a group, so that pg-boss's index of active groups answers this without reading what has ended. */
const lease = `job.state = 'active' and job.group_id is not null and job.heartbeat_on + job.heartbeat_seconds * interval '1 second'`;
const ready = `job.state < 'active' and not job.blocked and job.start_after <= ${boss}.job_now()`;

/** One row: is any ready, has any worker gone, has a schedule's tick come ($1: now)? */
export const due = `select
  exists (select from ${boss}.job where ${ready}) as ready,
  exists (select from ${boss}.job where ${lease} < ${boss}.job_now()) as lost,
  exists (select from job_schedules where next_at <= $1) as scheduled`;
export const lost = `select job.id::text, job.name, job.retry_count as fence, job.data ? 'cancelling' as cancelling
  from ${boss}.job where ${lease} < ${boss}.job_now() limit 500`;
/** The first of each of the names $1, the most urgent first. */
export const candidates = `select first.id::text, first.name
  from unnest($1::text[]) as wanted (name), lateral (
    select job.id, job.name, job.priority, job.created_on from ${boss}.job
    where job.name = wanted.name and ${ready} order by job.priority desc, job.created_on limit 1) as first
  order by first.priority desc, first.created_on`;

/** $4: lets pg-boss see that the worker lives, and people how far it is. */
export const beat = `update ${boss}.job set heartbeat_on = ${boss}.job_now(),
  data = case when $4::text is null then job.data else job.data || jsonb_build_object('progress', $4::jsonb) end
  where ${held} returning job.data ? 'cancelling' as cancelling`;
export const progress = `update ${boss}.job set data = job.data || jsonb_build_object('progress', $4::jsonb) where ${held}`;
/** What fails next fails for good. */
export const lastAttempt = `update ${boss}.job set retry_limit = job.retry_count where ${held}`;
export const postpone = `update ${boss}.job set start_after = $4::timestamptz
  where job.name = $1 and job.id = $2::uuid and job.retry_count = $3 and job.state = 'retry'`;
export const giveBack = `update ${boss}.job set state = 'retry', heartbeat_on = null, retry_limit = job.retry_limit + 1,
  data = job.data || jsonb_build_object('base', ${base} + 1) where ${held} returning job.id`;

/** What runs is told with its next heartbeat. Returns the state it is in now. */
export const cancel = `update ${boss}.job set
  state = case when job.state = 'active' then job.state else 'cancelled' end,
  completed_on = case when job.state = 'active' then null else ${boss}.job_now() end,
  data = case when job.state = 'active' then job.data || '{"cancelling": true}' else job.data end
  where ${anyQueue} and job.id = $1::uuid and job.state <= 'active' returning job.state::text as state`;
export const retry = `update ${boss}.job set
  state = 'retry', completed_on = null, heartbeat_on = null, output = null, start_after = ${boss}.job_now(),
  retry_limit = ${claims} + (job.data ->> 'attempts')::int - 1,
  data = (job.data - 'cancelling' - 'progress') || jsonb_build_object('base', ${claims})
  where ${anyQueue} and job.id = $1::uuid and job.state in ('failed', 'cancelled')
    and not exists (select from ${boss}.job as other where other.name = job.name
      and other.singleton_key = job.singleton_key and other.state <= 'active')
  returning job.id`;

/**
 * $1 becomes $2 in what jobs were given, as JSON strings: all that may run or be tried again. `input` alone: what else is in
 * the data is ours.
 */
export const readdress = `update ${boss}.job set
    data = jsonb_set(job.data, '{input}', replace((job.data -> 'input')::text, $1, $2)::jsonb)
  where ${anyQueue} and job.state <> 'completed' and job.name <> 'kernel.follow-person'
    and strpos((job.data -> 'input')::text, $1) > 0
  returning 1 as one`;

const columns = `job.id::text, job.name, job.state::text as state, job.data, job.output, job.retry_count as fence,
  ${claims} - ${base} as attempt,
  ${milliseconds('created_on')} as created, ${milliseconds('start_after')} as run_at, ${milliseconds('completed_on')} as finished`;
export const byId = `select ${columns} from ${boss}.job where ${anyQueue} and job.id = $1::uuid`;
/** In the words of pg-boss's unique index of exclusive queues. */
export const activeByKey = `select job.id::text from ${boss}.job
  where job.name = $1 and coalesce(job.singleton_key, '') = $2 and job.state <= 'active' and job.policy = 'exclusive'`;
/**
 * $1: states, $2: name, $3: organization, $4: id, each but the first null when it is not asked for; $5: how many. Queue by
 * queue, because the primary key is (name, id).
 */
export const latest = `select ${columns} from ${boss}.queue, lateral (
    select * from ${boss}.job where job.name = queue.name and job.state = any ($1::text[]::${boss}.job_state[])
      and ($3::text is null or job.data ->> 'org' = $3) and ($4::uuid is null or job.id < $4::uuid)
    order by job.id desc limit $5) as job
  where $2::text is null or queue.name = $2 order by job.id desc limit $5`;
export const counts = `select job.data ->> 'queue' as queue,
    case job.state when 'active' then 'running' when 'failed' then 'failed' else 'waiting' end as state,
    count(*)::int as count, min(extract(epoch from coalesce(job.completed_on, job.start_after)) * 1000)::float8 as since
  from ${boss}.job where job.state in ('created', 'retry', 'active', 'failed') group by 1, 2`;
/** A thousand at a time: $1 states, $2 the moment before which they ended. */
export const forget = `with old as (select name, id from ${boss}.job
    where job.state = any ($1::text[]::${boss}.job_state[]) and job.completed_on < $2::timestamptz limit 1000)
  delete from ${boss}.job using old where job.name = old.name and job.id = old.id returning 1 as one`;
