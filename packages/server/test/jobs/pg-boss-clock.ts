// pg-boss reads the time from a function in its schema, `job_now()`, which its own test clock replaces. So do we: it
// answers the moved time, and goes on by a thousandth of what passes, so that of two jobs one is the older.
import type { Database } from '../../src/data/database.ts';
import { createMovedClock, type MovedClock } from './moved-clock.ts';

/** A clock whose moves pg-boss in this database sees as well. It must be installed there. */
export async function createMovedDatabaseClock(database: Database, start: Date): Promise<MovedClock> {
  const set = (now: Date) =>
    database.rawAll('update moved_now set at = $1, since = clock_timestamp()', [now.toISOString()]);
  await database.execute(`
    create table moved_now (at timestamptz not null, since timestamptz not null);
    insert into moved_now values (now(), now());
    create or replace function pgboss.job_now() returns timestamptz language sql stable
      as 'select at + (clock_timestamp() - since) / 1000 from public.moved_now'`);
  await set(start);
  return createMovedClock(start, set);
}
