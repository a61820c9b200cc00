import { coursesContract } from '@lectern/courses/contract';
import { currentScope } from '@lectern/kit';
import { type TestPerson, type TestSchool, testScenarios } from '@lectern/server/testing';
import { expect, vi } from 'vitest';
import { interopPlugin } from '../src/plugin.ts';
import type { Interop } from '../src/service.ts';
import { collected, courseOf, type Folder, get, outlineOf, run, svg, textOf } from './importing.ts';

/** Two batches of lessons, so that there is something between them. */
const folder: Folder = Object.fromEntries([
  ...Array.from({ length: 23 }, (_, i) => {
    const next = (i + 1) % 23;
    const path = (n: number) => `${String((n % 3) + 1)}-part/${String(n).padStart(2, '0')}-lesson.md`;
    return [path(i), `Lesson ${i}, then [the next](../${path(next)}).\n\n![Figure](../figures/${i % 2}.svg)\n`];
  }),
  ['figures/0.svg', svg(10)],
  ['figures/1.svg', svg(11)],
]);

/** Lets the n-th unit of work of a job fail: before anything of it has happened, or when it is committed already. */
function interruptAt(
  school: TestSchool,
  n: number,
  when: 'before' | 'after',
): { count: () => number; restore: () => void } {
  const { database } = school.server;
  const unit = database.unit.bind(database);
  let count = 0;
  const spy = vi.spyOn(database, 'unit').mockImplementation(async (work) => {
    const mine = currentScope()?.via === 'job' && !database.inUnit() && ++count === n;
    if (mine && when === 'before') throw new Error('interrupted');
    const result = await unit(work);
    if (mine) throw new Error('interrupted');
    return result;
  });
  return { count: () => count, restore: () => spy.mockRestore() };
}

/** Everything that an import leaves, without ids and times. */
async function traces(school: TestSchool, marta: TestPerson, importId: string) {
  const done = await marta.call(get, { importId });
  const course = await courseOf(marta, done);
  const titles = new Map(course.sections.flatMap(({ lessons }) => lessons.map(({ id, slug }) => [id, slug] as const)));
  const texts = [];
  for (const [id, slug] of titles) {
    const written = await textOf(school, id);
    texts.push([
      slug,
      written?.version,
      JSON.stringify(written?.text ?? null).replace(
        /"(lesson|asset)":"([^"]+)"/g,
        (_, kind, target) => `"${kind}":"${titles.get(target) ?? 'file'}"`,
      ),
    ]);
  }
  return {
    report: done.report,
    state: done.state,
    outline: outlineOf(course),
    lessons: course.lessons,
    minutes: course.minutes,
    texts,
  };
}

async function interrupted(school: TestSchool, n: number, when: 'before' | 'after') {
  const marta = await school.person('instructor', 'Marta');
  const importId = await collected(marta, `interrupted ${when} ${n}`, folder);
  await marta.call(run, { importId });
  const interruption = interruptAt(school, n, when);
  await school.work();
  interruption.restore();
  school.advance({ minutes: 5 });
  await school.work();
  return { units: interruption.count(), traces: await traces(school, marta, importId) };
}

testScenarios(interopPlugin, (test) => {
  // With the part remembered in a unit of its own after its lesson, lessons were made twice.
  for (const when of ['before', 'after'] as const) {
    test(`interrupted ${when} any of its units it goes on, and ends as if nothing had been`, async (school) => {
      const whole = await interrupted(school, Number.POSITIVE_INFINITY, when);
      expect(whole.traces).toMatchObject({
        state: 'done',
        lessons: 23,
        report: { created: { courses: 1, sections: 3, lessons: 23, assets: 2 }, lost: [] },
      });
      expect(whole.units).toBeGreaterThan(8);
      for (let n = 1; n <= whole.units; n++)
        expect((await interrupted(school, n, when)).traces, `unit ${n}`).toEqual(whole.traces);
    }, 240_000);
  }

  // Without `course is null` in the query setCourse, there were two courses.
  test('of two workers that have the same import at once, one makes the course', async (school) => {
    const marta = await school.person('instructor', 'Marta');
    const importId = await collected(marta, 'twice', folder);
    await marta.call(run, { importId });
    const interop = school.server.host.serviceOf('interop') as Interop;
    const worker = () =>
      school.inside(() =>
        interop.perform(importId, {
          id: 'job',
          attempt: 1,
          signal: AbortSignal.timeout(60_000),
          progress: async () => {},
          finish: async (work) => void (await work()),
        }),
      );
    await Promise.allSettled([worker(), worker()]);
    await school.work();
    expect((await marta.call(get, { importId })).report).toMatchObject({
      created: { courses: 1, sections: 3, lessons: 23 },
    });
    expect((await marta.call(coursesContract.operations.teaching)).items).toHaveLength(1);
  });

  test('killed while it runs, it is taken over after a restart', async (school) => {
    const marta = await school.person('instructor', 'Marta');
    const whole = await interrupted(school, Number.POSITIVE_INFINITY, 'before');
    const importId = await collected(marta, 'killed', folder);
    await marta.call(run, { importId });
    const never = interruptAt(school, Number.POSITIVE_INFINITY, 'before');
    const working = school.work().catch(() => {});
    await vi.waitUntil(() => never.count() >= 5, { interval: 1, timeout: 20_000 });
    await school.restart();
    await working;
    school.advance({ minutes: 5 });
    await school.work();
    expect(await traces(school, marta, importId)).toEqual(whole.traces);
  }, 120_000);
});
