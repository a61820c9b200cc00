// The working half over pg-boss: its fetch claims, its complete, fail and cancel settle, each only for the attempt it names.
import type { CommandResponse, JobWithMetadata } from 'pg-boss';
import type { Database } from '../../data/database.ts';
import type { Clock } from '../clock.ts';
import { type Held, type JobStore, lostSentence, type Progress } from '../store.ts';
import type { Connection } from './connect.ts';
import type { Envelope } from './statements.ts';
import * as statements from './statements.ts';

export interface StoreParts {
  readonly database: Database;
  readonly clock: Pick<Clock, 'now'>;
  readonly connection: Pick<Connection, 'boss'>;
}

export function createPgBossStore({ database, clock, connection }: StoreParts): JobStore {
  const attemptOf = ({ id, fence }: Held) => ({ id, retryCount: fence });
  const key = ({ name, id, fence }: Held) => [name, id, fence];
  const progressOf = ({ fence }: Held, { done, total, note }: Progress) =>
    done === 0 && total === 0 && note === null ? null : JSON.stringify({ fence, done, total, note });

  /** Their workers gave no sign of life for as long as their lease. Of two processes that see it, pg-boss lets one act. */
  async function takeOver(): Promise<void> {
    for (const one of (await database.rawAll(statements.lost)) as unknown as (Held & { cancelling: boolean })[]) {
      if (one.cancelling) await connection.boss.cancel(one.name, attemptOf(one));
      else await connection.boss.fail(one.name, attemptOf(one), { error: lostSentence });
    }
  }

  return {
    async wake() {
      const [due] = await database.rawAll(statements.due, [clock.now().toISOString()]);
      if (due?.lost) await takeOver();
      return { ready: Boolean(due?.ready || due?.lost), scheduled: Boolean(due?.scheduled) };
    },
    candidates: async (names) =>
      (await database.rawAll(statements.candidates, [names])) as unknown as { id: string; name: string }[],
    async claim({ name }) {
      const [job] = await connection.boss.fetch<unknown>(name, { includeMetadata: true });
      return job && claimed(job as JobWithMetadata<unknown>);
    },
    async beat(held, progress) {
      const [row] = await database.rawAll(statements.beat, [...key(held), progressOf(held, progress)]);
      return row && { cancelling: Boolean(row.cancelling) };
    },
    async finish(held, progress, state, error) {
      const last = progressOf(held, progress);
      const done = () => connection.boss.complete(held.name, attemptOf(held), null);
      if (state === 'done' && !last) return affected(await done());
      return database.unit(async () => {
        if (last) await database.rawAll(statements.progress, [...key(held), last]);
        if (state === 'done') return affected(await done());
        if (state === 'cancelled') return affected(await connection.boss.cancel(held.name, attemptOf(held)));
        await database.rawAll(statements.lastAttempt, key(held));
        return affected(await connection.boss.fail(held.name, attemptOf(held), { error }));
      });
    },
    // pg-boss's own backoff is in whole seconds, with its own chance; ours moves the job in the unit that failed it.
    tryAgain: (held, runAt, error) =>
      database.unit(async () => {
        if (!affected(await connection.boss.fail(held.name, attemptOf(held), { error }))) return false;
        await database.rawAll(statements.postpone, [...key(held), runAt.toISOString()]);
        return true;
      }),
    giveBack: async (held) => (await database.rawAll(statements.giveBack, key(held))).length === 1,
  };
}

/** Our pool hands json on as text. */
const parsed = (json: unknown) => JSON.parse(json as string);

function claimed({ id, name, data, retryCount }: JobWithMetadata<unknown>) {
  const { input, org, attempts, base = 0 } = parsed(data) as Envelope;
  return { id, name, org, data: input, attempts, attempt: retryCount + 1 - base, fence: retryCount };
}
/** Whether the attempt still held its job. Declared without its fields in pg-boss 12.38. */
const affected = (answer: CommandResponse): boolean => (answer as { readonly affected: number }).affected === 1;
