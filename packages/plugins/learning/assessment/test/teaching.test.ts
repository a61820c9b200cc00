import { enrollmentContract } from '@lectern/enrollment/contract';
import { testScenarios } from '@lectern/server/testing';
import { expect } from 'vitest';
import { assessmentContract, type Quiz } from '../src/contract.ts';
import { assessmentPlugin } from '../src/plugin.ts';
import { learner, quizCourse, sample, take } from './quizzes.ts';

const { source, write, begin, review, attempt, results, questionStats } = assessmentContract.operations;

testScenarios(assessmentPlugin, (test) => {
  test('a teacher writes a quiz whole; every fault is named with its place, and nothing of it is stored', async (school) => {
    const { lessonId, textId, marta } = await quizCourse(school);
    const faulty: Quiz = {
      ...sample,
      questions: [
        {
          ...sample.questions[0]!,
          body: {
            choices: [
              { text: 'a', right: true },
              { text: 'a', right: true },
            ],
          },
        },
        { ...sample.questions[1]!, prompt: ' ', body: { choices: [{ text: 'a', right: false }] } },
        { ...sample.questions[2]!, id: 'median', body: { right: null } },
        { ...sample.questions[3]!, body: { accepted: [] } },
        { ...sample.questions[3]!, id: 'odd', type: 'essay' },
        { ...sample.questions[3]!, id: 'odder', body: { accepted: 'Paris' } },
      ],
    };
    const answered = await marta.fetch(`/api/assessment/lessons/${lessonId}/source`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ quiz: faulty }),
    });
    expect(await answered.json()).toMatchObject({
      status: 422,
      code: 'assessment.faulty_quiz',
      pointer: '/quiz/questions/0/body/choices/1/text',
      detail: expect.stringContaining('Question 2: Nothing is asked. Question 2: It needs at least two choices.'),
      facts: {
        '/quiz/questions/0/body/choices/1/text': 'same_choice',
        '/quiz/questions/0/body/choices/1/right': 'two_right',
        '/quiz/questions/1/prompt': 'no_prompt',
        '/quiz/questions/1/body/choices': 'no_right',
        '/quiz/questions/2/id': 'same_id',
        '/quiz/questions/2/body/right': 'no_right',
        '/quiz/questions/3/body/accepted': 'no_right',
        '/quiz/questions/4/type': 'unknown_type',
        '/quiz/questions/5/body/accepted': 'invalid',
      },
    });
    expect(await marta.call(source, { lessonId })).toMatchObject({ version: 1, quiz: sample });
    await marta.refused(write, { lessonId: textId, quiz: sample }, 'assessment.not_a_quiz');
  });

  test('a quiz is not written over what somebody else has saved', async (school) => {
    const { lessonId, marta } = await quizCourse(school);
    const put = (pass: number, seen: string) =>
      marta.fetch(`/api/assessment/lessons/${lessonId}/source`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json', 'if-match': seen },
        body: JSON.stringify({ quiz: { ...sample, pass } }),
      });
    const read = await marta.fetch(`/api/assessment/lessons/${lessonId}/source`);
    const tag = read.headers.get('etag')!;
    const [first, second] = await Promise.all([put(50, tag), put(60, tag)]);
    expect([first.status, second.status].sort()).toEqual([200, 412]);
    const winner = first.status === 200 ? 50 : 60;
    expect(await marta.call(source, { lessonId })).toMatchObject({ version: 2, quiz: { pass: winner } });
    expect((await marta.fetch(`/api/assessment/lessons/${lessonId}/source`)).headers.get('etag')).not.toBe(tag);
  });

  test('teachers see how everybody did and what was answered; learners see their own, also when they have left', async (school) => {
    const tides = await quizCourse(school, { attempts: 5 });
    const { lessonId, courseId, marta } = tides;
    const [ana, ben, eva] = [
      await learner(school, 'Ana', tides),
      await learner(school, 'Ben', tides),
      await learner(school, 'Eva', tides),
    ];
    await learner(school, 'Zoe', tides);
    await take(school, ana, tides, { median: 0, pi: ' THREE ' });
    await take(school, ana, tides);
    await take(school, ben, tides, { median: 0, primes: [1], pi: 'three' });
    await eva.call(begin, { lessonId });
    const { items, next } = await marta.call(results, { lessonId, limit: 3 });
    expect(items.map(({ name, state, attempts, best }) => [name, state, attempts, best])).toEqual([
      ['Ana', 'passed', 2, 100],
      ['Ben', 'not-passed', 1, 0],
      ['Eva', 'open', 1, null],
    ]);
    const rest = await marta.call(results, { lessonId, limit: 3, cursor: next! });
    expect(rest.items).toEqual([
      { userId: expect.any(String), name: 'Zoe', state: 'not-begun', attempts: 0, best: null, lastAt: null },
    ]);
    const { attempts, questions } = await marta.call(questionStats, { lessonId });
    expect(attempts).toBe(3);
    expect(questions.map(({ id, answered, average }) => [id, answered, average])).toEqual([
      ['median', 3, 1 / 3],
      ['primes', 2, 0.5],
      ['paris', 1, 1],
      ['pi', 3, 1 / 3],
    ]);
    expect(questions[1]!.counts).toEqual([
      { text: '2', count: 1, right: true },
      { text: '4', count: 1, right: false },
      { text: '5', count: 1, right: true },
    ]);
    expect(questions[3]!.counts).toEqual([
      { text: 'three', count: 2, right: false },
      { text: '3,14', count: 1, right: true },
    ]);
    const of = (userId: string) => ({ lessonId, userId, attempt: 1 });
    expect(await marta.call(attempt, of(eva.id))).toMatchObject({ submittedAt: null, score: null, name: 'Eva' });
    expect((await marta.call(attempt, of(eva.id))).questions[0]!.solution).toEqual({ right: [1] });
    await ben.refused(attempt, of(ana.id), 'not_found');
    await ben.call(enrollmentContract.operations.leave, { courseId });
    await ben.refused(review, { lessonId, attempt: 1 }, 'not_allowed');
    expect(await ben.call(attempt, of(ben.id))).toMatchObject({ score: 0, passed: false });
    expect(await marta.call(attempt, of(ben.id))).toMatchObject({ score: 0 });
    const { id: stranger } = await school.person('learner', 'Stranger');
    await marta.refused(attempt, of(stranger), 'not_found');
  });
});
