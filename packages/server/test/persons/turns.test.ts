// How long the event loop stands still while two accounts with many rows become one, as a part of how long it takes: a
// machine that is busy is slow in both.
import { academy } from '@lectern/academy';
import { runInScope, system } from '@lectern/kit';
import { expect, test } from 'vitest';
import { openTestSchool } from '../../src/testing/school.ts';

const lessons = 20_000;

// With portions of 8,000 rows the longest turn was a fifth of the whole and more.
test('two accounts with many lessons become one while others are served', { timeout: 60_000, retry: 2 }, async () => {
  const school = await openTestSchool(academy, 'sqlite');
  try {
    const { database, host } = school.server;
    const [from, into] = [await school.person('learner', 'Ana'), await school.person('learner', 'Ana Ibarra')];
    const [{ org_id: org } = {}] = await database.rawAll('select org_id from memberships limit 1');
    const study = (user: string, state: string) =>
      database.rawAll(
        `insert into lesson_progress (org_id, "user", course, lesson, state, place, at)
         with recursive n(i) as (select 0 union all select i + 1 from n where i < ${lessons - 1})
         select '${org}', '${user}', 'course-' || (i / 100), 'lesson-' || i, '${state}', null, 1000 + i from n`,
      );
    await runInScope({ actor: system, org: undefined, request: 'test', via: 'kernel' }, () =>
      database.unit(async () => {
        await study(from.id, 'started');
        await study(into.id, 'completed');
        for (const other of ['ben', 'cem', 'dia']) await study(other, 'started');
      }),
    );
    const turns = watchTurns();
    const { persons } = host.contextOf('users');
    const changes = await school.inside(() => database.unit(() => persons.merge(from.id, into.id, 'everywhere')));
    const { longest, whole } = turns.end();
    expect(changes.find(({ table }) => table === 'lesson_progress')).toMatchObject({ rows: 0, dropped: lessons });
    expect(longest).toBeLessThan(whole / 6);
  } finally {
    await school.close();
  }
});

/** In milliseconds. */
function watchTurns(): { end(): { longest: number; whole: number } } {
  const began = performance.now();
  let [longest, last, watching] = [0, began, true];
  const turn = () => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    if (watching) setImmediate(turn);
  };
  setImmediate(turn);
  return {
    end() {
      watching = false;
      return { longest, whole: performance.now() - began };
    },
  };
}
