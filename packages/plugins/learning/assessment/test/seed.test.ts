import { coursesService } from '@lectern/courses/contract';
import { testScenarios } from '@lectern/server/testing';
import { expect } from 'vitest';
import { assessmentContract } from '../src/contract.ts';
import { assessmentPlugin } from '../src/plugin.ts';

const { open, results, questionStats } = assessmentContract.operations;

testScenarios(assessmentPlugin, (test) => {
  test('the demo has two quizzes that can be taken, and learners who have', async (school) => {
    for (const { seed, contract } of school.server.host.specs) {
      const { host } = school.server;
      await school.inside(async () =>
        seed?.(host.serviceOf(contract.id), host.contextOf(contract.id) as never, 'demo'),
      );
      await school.work();
    }
    const owner = await school.person('owner');
    for (const [slug, questions] of [
      ['statistics-you-can-trust', 7],
      ['أرقام-في-الأخبار', 5],
    ] as const) {
      const course = await school.inside(() => school.service(coursesService).findBySlug(slug));
      const lesson = course!.sections.flatMap(({ lessons }) => lessons).find(({ kind }) => kind === 'quiz')!;
      const lessonId = lesson.id;
      expect(await owner.call(open, { lessonId })).toMatchObject({ questions, canBegin: true });
      const { items } = await owner.call(results, { lessonId, limit: 100 });
      const states = new Set(items.map(({ state }) => state));
      expect([...states]).toEqual(expect.arrayContaining(['passed', 'not-begun']));
      for (const { state, best, attempts } of items) {
        if (state === 'passed') expect(best).toBeGreaterThanOrEqual(60);
        expect(attempts > 0).toBe(state !== 'not-begun');
      }
      const told = await owner.call(questionStats, { lessonId });
      expect(told.attempts).toBeGreaterThanOrEqual(2);
      for (const { average } of told.questions) expect(average).toBeGreaterThan(0);
    }
  });
});
