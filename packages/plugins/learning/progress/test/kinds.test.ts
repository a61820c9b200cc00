// Lessons of a kind that finishes them itself: what only a reader knows is said by hand, what the school knows is not.
import { academy } from '@lectern/academy';
import { coursesContract, coursesService, lessonKindSlot } from '@lectern/courses/contract';
import { enrollmentContract } from '@lectern/enrollment/contract';
import { defineContract, definePlugin, fill } from '@lectern/kit';
import { testScenarios } from '@lectern/server/testing';
import { expect } from 'vitest';
import { progressContract, progressService } from '../src/contract.ts';

const puzzles = definePlugin({
  contract: defineContract({ id: 'puzzles', summary: 'Lessons that are puzzles', operations: {} }),
  needs: { courses: coursesService, progress: progressService },
  service: () => ({}),
  handlers: () => ({}),
  fills: () => [
    fill(lessonKindSlot, { kind: 'puzzle', completes: 'itself' }),
    fill(lessonKindSlot, { kind: 'tale', completes: 'by hand' }),
  ],
});
const { addLesson, addSection, create, publish } = coursesContract.operations;
const { complete, reopen, course: inCourse } = progressContract.operations;

testScenarios(
  puzzles,
  (test) => {
    test('a lesson that completes itself is not completed by hand, and counts when it is', async (school) => {
      const [marta, ana] = await Promise.all([school.person('instructor', 'Marta'), school.person('learner', 'Ana')]);
      const { id: courseId } = await marta.call(create, { title: 'Knots' });
      const { id: sectionId } = await marta.call(addSection, { courseId, title: 'One' });
      const { id: lessonId, kind } = await marta.call(addLesson, { sectionId, title: 'Untie it', kind: 'puzzle' });
      const tale = await marta.call(addLesson, { sectionId, title: 'A tale', kind: 'tale' });
      expect(kind).toBe('puzzle');
      await marta.call(publish, { courseId });
      await ana.call(enrollmentContract.operations.enroll, { courseId });
      // Guard removed on purpose: with assertByHand gone the puzzle was solved by saying so.
      for (const byHand of [complete, reopen]) await ana.refused(byHand, { lessonId }, 'progress.completes_itself');
      expect((await ana.call(complete, { lessonId: tale.id })).done).toBe(1);
      const solved = () => school.service(progressService).complete(ana.id, lessonId);
      await school.inside(() => school.server.database.unit(solved));
      expect(await ana.call(inCourse, { courseId })).toMatchObject({ done: 2, total: 2 });
    });

    test('a kind nobody knows is refused by its name', async (school) => {
      const marta = await school.person('instructor', 'Marta');
      const { id: courseId } = await marta.call(create, { title: 'Knots' });
      const { id: sectionId } = await marta.call(addSection, { courseId, title: 'One' });
      await expect(marta.call(addLesson, { sectionId, title: 'Sing', kind: 'song' })).rejects.toMatchObject({
        code: 'courses.unknown_kind',
        detail: expect.stringContaining('song here, only: text, '),
      });
    });
  },
  { among: [...academy, puzzles] },
);
