// Jobs as rows of the school's own database, SQLite or Postgres.
import type { Database } from '../data/database.ts';
import type { Clock } from './clock.ts';
import * as queries from './queries.ts';
import type { Held, JobStore } from './store.ts';

export interface TableStoreParts {
  readonly database: Database;
  readonly clock: Pick<Clock, 'now'>;
  /** This process, in the rows it works on. */
  readonly worker: string;
}
const endOfTime = new Date('9999-12-31T00:00:00Z');

export function createTableStore({ database, clock, worker }: TableStoreParts): JobStore {
  const holder = ({ id, fence }: Held) => ({ id, fence });
  async function takeOver(leaseBefore: Date): Promise<void> {
    await database.run(queries.buryLost, { now: leaseBefore, ended: clock.now() });
    await database.run(queries.takeOver, { now: leaseBefore });
  }
  return {
    async wake() {
      const now = clock.now();
      const due = await database.one(queries.anyDue, { now });
      if (!due) return { ready: false, scheduled: false };
      if (due.delayed) await database.run(queries.wakeDelayed, { now });
      if (due.expired) await takeOver(now);
      return { ready: due.ready || due.delayed || due.expired, scheduled: due.scheduled };
    },
    takeAllOver: () => takeOver(endOfTime),
    candidates: (names) => database.all(queries.candidates[database.dialect], { names: [...names] }),
    claim: ({ id }, leaseUntil) => database.one(queries.claim, { id, worker, leaseUntil }),
    beat: (held, progress, leaseUntil) => database.one(queries.beat, { ...holder(held), ...progress, leaseUntil }),
    async finish(held, progress, state, error) {
      const now = clock.now();
      return (await database.run(queries.finish, { ...holder(held), ...progress, worker, state, error, now })) === 1;
    },
    tryAgain: async (held, runAt, error) =>
      (await database.run(queries.tryAgain, { ...holder(held), worker, runAt, error })) === 1,
    giveBack: async (held) => (await database.run(queries.giveBack, { ...holder(held), worker })) === 1,
  };
}
