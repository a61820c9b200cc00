// Two accounts of one person become one: no attempt at a quiz is lost.
import { testScenarios } from '@lectern/server/testing';
import { usersContract } from '@lectern/users/contract';
import { expect } from 'vitest';
import { assessmentContract } from '../src/contract.ts';
import { assessmentPlugin } from '../src/plugin.ts';
import { learner, quizCourse, rightAnswers, take } from './quizzes.ts';

const { open: quiz, begin, review } = assessmentContract.operations;

testScenarios(assessmentPlugin, (test) => {
  // Red without service/merging.ts: the key of the attempts refused the second first attempt.
  test('attempts of both accounts are there, the best of them counts, and one that is open goes on', async (school) => {
    const owner = await school.person('owner');
    const course = await quizCourse(school, { attempts: null });
    const { lessonId } = course;
    const [old, kept] = [await learner(school, 'Ana Work', course), await learner(school, 'Ana Home', course)];
    await take(school, old, course);
    await take(school, old, course, { median: rightAnswers.median });
    await take(school, kept, course, {});
    const open = (await kept.call(begin, { lessonId })).attempt;
    expect(open).toBe(2);

    await owner.call(usersContract.operations.merge, { userId: old.id, intoId: kept.id });
    const after = await kept.call(quiz, { lessonId });
    expect(after.mine.map(({ number }) => number).sort()).toEqual([1, 2, 3, 4]);
    expect(after).toMatchObject({ best: 100, passed: true, running: open });
    expect((await kept.call(begin, { lessonId })).attempt).toBe(open);
    expect(await kept.call(review, { lessonId, attempt: 3 })).toMatchObject({ score: 100 });
  });
});
