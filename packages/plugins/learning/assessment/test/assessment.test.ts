// A quiz taken through the public door: attempts, answers and marks, and what a learner is told and when, on each database.
import { coursesContract } from '@lectern/courses/contract';
import { enrollmentContract } from '@lectern/enrollment/contract';
import { runInScope } from '@lectern/kit';
import { progressContract } from '@lectern/progress/contract';
import { testPlugin } from '@lectern/server/testing';
import { expect, vi } from 'vitest';
import { assessmentContract, assessmentService, type Quiz } from '../src/contract.ts';
import { assessmentPlugin } from '../src/plugin.ts';
import type { Assessment } from '../src/service.ts';
import { learner, previewed, quizCourse, rightAnswers, sample, take } from './quizzes.ts';

const { source, write, open, begin, review, answer, check, submit, attempt, results, questionStats } =
  assessmentContract.operations;
const named = (events: { name: string; payload: unknown }[], ...names: string[]) =>
  events.filter((event) => names.includes(event.name));

testPlugin(
  assessmentPlugin,
  (test) => {
    test('a learner takes a quiz, passes, and has finished the lesson', async (school) => {
      const tides = await quizCourse(school);
      const { lessonId, courseId, textId } = tides;
      const ana = await learner(school, 'Ana', tides);
      expect(await ana.call(open, { lessonId })).toEqual({
        lessonId,
        questions: 4,
        points: 5,
        pass: 70,
        attempts: null,
        answers: 'end',
        mine: [],
        running: null,
        best: null,
        passed: false,
        canBegin: true,
      });
      await ana.refused(progressContract.operations.complete, { lessonId }, 'progress.completes_itself');
      await school.events();
      expect(await ana.call(begin, { lessonId })).toEqual({ attempt: 1 });
      expect(await ana.call(begin, { lessonId })).toEqual({ attempt: 1 });
      for (const [questionId, given] of Object.entries(rightAnswers))
        await ana.call(answer, { lessonId, attempt: 1, questionId, answer: given });
      const before = await ana.call(review, { lessonId, attempt: 1 });
      expect(before.questions[0]).toEqual({
        id: 'median',
        type: 'single',
        points: 1,
        html: '<p>What is a <strong>median</strong>?</p>\n',
        view: { choices: ['The mean', 'The middle'] },
        answer: 1,
        checked: false,
        score: null,
        solution: null,
        explanation: null,
        feedback: null,
      });
      expect(before).toMatchObject({ submittedAt: null, score: null, points: null, passed: null, total: 5 });
      await ana.call(submit, { lessonId, attempt: 1 });
      // Before it is graded, a moment later, the review knows how it went.
      expect(await ana.call(review, { lessonId, attempt: 1 })).toMatchObject({ score: 100, points: 5, passed: true });
      await ana.call(submit, { lessonId, attempt: 1 });
      await school.deliver();
      const told = named(await school.events(), 'quiz.begun', 'quiz.submitted', 'lesson.completed');
      const who = { userId: ana.id, courseId, lessonId };
      expect(told).toEqual([
        { name: 'quiz.begun', payload: { ...who, attempt: 1 } },
        { name: 'quiz.submitted', payload: { ...who, attempt: 1, passed: true, score: 100 } },
        { name: 'lesson.completed', payload: who },
      ]);
      const after = await ana.call(review, { lessonId, attempt: 1 });
      expect(after.questions.map(({ score, solution }) => ({ score, solution }))).toEqual([
        { score: 1, solution: { right: [1] } },
        { score: 1, solution: { right: [0, 2] } },
        { score: 1, solution: { right: true } },
        { score: 1, solution: { accepted: ['SECRET-ANSWER', '3.14 ± 0.01'] } },
      ]);
      expect(after.questions[0]!.explanation).toBe('<p>SECRET-EXPLANATION</p>\n');
      expect(await ana.call(open, { lessonId })).toMatchObject({ best: 100, passed: true, running: null });
      await ana.call(progressContract.operations.complete, { lessonId: textId });
      expect(await ana.call(progressContract.operations.course, { courseId })).toMatchObject({ done: 2, total: 2 });
    });

    test('who does not reach the mark tries again, as often as the quiz allows, and the best counts', async (school) => {
      const tides = await quizCourse(school, { attempts: 2 });
      const { lessonId } = tides;
      const ana = await learner(school, 'Ana', tides);
      await take(school, ana, tides, { median: 1, primes: [0], paris: true, pi: '' });
      expect(await ana.call(open, { lessonId })).toMatchObject({ best: 60, passed: false, canBegin: true });
      expect((await ana.call(progressContract.operations.course, { courseId: tides.courseId })).done).toBe(0);
      await take(school, ana, tides, { median: 0 });
      const after = await ana.call(open, { lessonId });
      expect(after).toMatchObject({ best: 60, passed: false, canBegin: false });
      expect(after.mine.map(({ number, score }) => [number, score])).toEqual([
        [2, 0],
        [1, 60],
      ]);
      await ana.refused(begin, { lessonId }, 'assessment.no_attempts_left');
      expect((await ana.call(progressContract.operations.mine)).items[0]).toMatchObject({ done: 0, total: 2 });
    });

    test('57 percent are enough where 57 are asked for, and thirds add up', async (school) => {
      const hundred = (points: number, right: boolean): Quiz['questions'][number] => ({
        id: `q${points}`,
        type: 'true-false',
        prompt: 'So?',
        points,
        body: { right },
      });
      const tides = await quizCourse(school, { pass: 57, questions: [hundred(57, true), hundred(43, true)] });
      const ana = await learner(school, 'Ana', tides);
      await take(school, ana, tides, { q57: true, q43: false });
      expect(await ana.call(open, { lessonId: tides.lessonId })).toMatchObject({ best: 57, passed: true });
      const choices = ['a', 'b', 'c'].map((text) => ({ text, right: true }));
      const thirds = ['1', '2', '3'].map((id) => ({
        id,
        type: 'multiple',
        prompt: 'All?',
        points: 1,
        body: { choices },
      }));
      const floods = await quizCourse(school, { pass: 67, questions: thirds }, 'Floods');
      const ben = await learner(school, 'Ben', floods);
      await take(school, ben, floods, { 1: [0, 1, 2], 2: [0, 1], 3: [2] });
      expect(await ben.call(open, { lessonId: floods.lessonId })).toMatchObject({ best: 66.67, passed: false });
    });

    test('what is answered is kept at once: the last answer counts, on whichever device', async (school) => {
      const tides = await quizCourse(school);
      const { lessonId } = tides;
      const ana = await learner(school, 'Ana', tides);
      await ana.call(begin, { lessonId });
      const put = (questionId: string, given: unknown) =>
        ana.call(answer, { lessonId, attempt: 1, questionId, answer: given });
      await put('median', 0);
      await put('median', 1);
      await put('pi', 'three');
      await put('pi', null);
      await school.restart();
      const answers = async () =>
        Object.fromEntries(
          (await ana.call(review, { lessonId, attempt: 1 })).questions.map((one) => [one.id, one.answer]),
        );
      expect(await answers()).toEqual({ median: 1, primes: null, paris: null, pi: null });
      for (const [questionId, given] of [
        ['median', 'one'],
        ['median', -1],
        ['median', 1e9],
        ['primes', 1],
        ['primes', [[]]],
        ['paris', 'true'],
        ['pi', 3.14],
        ['pi', 'x'.repeat(1_001)],
        ['pi', { $gt: '' }],
      ] as const)
        await ana.refused(answer, { lessonId, attempt: 1, questionId, answer: given }, 'invalid_input');
      await ana.refused(answer, { lessonId, attempt: 1, questionId: 'nothing', answer: 1 }, 'not_found');
      await ana.refused(answer, { lessonId, attempt: 2, questionId: 'median', answer: 1 }, 'not_found');
      expect(await answers()).toEqual({ median: 1, primes: null, paris: null, pi: null });
      await ana.call(submit, { lessonId, attempt: 1 });
      await ana.refused(answer, { lessonId, attempt: 1, questionId: 'median', answer: 0 }, 'assessment.handed_in');
      expect((await answers()).median).toBe(1);
    });

    test('a hundred answers in a row are all there', async (school) => {
      const questions = Array.from({ length: 100 }, (_, at) => ({
        id: `q${at}`,
        type: 'short-text',
        prompt: `Number ${at}?`,
        points: 1,
        body: { accepted: [`${at}`] },
      }));
      const tides = await quizCourse(school, { questions, shuffle: true });
      const { lessonId } = tides;
      const ana = await learner(school, 'Ana', tides);
      await ana.call(begin, { lessonId });
      for (const { id, body } of questions)
        await ana.call(answer, { lessonId, attempt: 1, questionId: id, answer: body.accepted[0] });
      const sat = await ana.call(review, { lessonId, attempt: 1 });
      expect(sat.questions).toHaveLength(100);
      for (const { id, answer: given } of sat.questions) expect(`q${given}`).toBe(id);
      // An order of its own, the same on every device.
      expect(sat.questions.map(({ id }) => id)).not.toEqual(questions.map(({ id }) => id));
      expect((await ana.call(review, { lessonId, attempt: 1 })).questions).toEqual(sat.questions);
      await ana.call(submit, { lessonId, attempt: 1 });
      expect(await ana.call(review, { lessonId, attempt: 1 })).toMatchObject({ score: 100 });
    });

    test('two devices that begin, answer and hand in at once have one attempt, and what was acknowledged is graded', async (school) => {
      const tides = await quizCourse(school);
      const { lessonId } = tides;
      const ana = await learner(school, 'Ana', tides);
      const begun = await Promise.all(Array.from({ length: 6 }, () => ana.call(begin, { lessonId })));
      expect(new Set(begun.map((one) => one.attempt))).toEqual(new Set([1]));
      const put = (questionId: string, given: unknown) =>
        ana.call(answer, { lessonId, attempt: 1, questionId, answer: given }).then(
          () => given,
          (refused: { code?: string }) => {
            expect(refused.code).toBe('assessment.handed_in');
            return undefined;
          },
        );
      await Promise.all([0, 1, 0, 1].map((given) => put('median', given)));
      const [paris] = await Promise.all([
        put('paris', true),
        put('pi', 'SECRET-ANSWER'),
        ana.call(submit, { lessonId, attempt: 1 }),
        ana.call(submit, { lessonId, attempt: 1 }),
        put('primes', [0, 2]),
      ]);
      await school.deliver();
      const sat = await ana.call(review, { lessonId, attempt: 1 });
      expect(sat.questions.find(({ id }) => id === 'paris')?.answer).toBe(paris ?? null);
      const earned = sat.questions.reduce((sum, { score, points }) => sum + score! * points, 0);
      expect((await ana.call(open, { lessonId })).best).toBe((earned / 5) * 100);
      expect(named(await school.events(), 'quiz.submitted')).toHaveLength(1);
    });

    // With a `hold` that only looks at the attempt, on Postgres it was handed in beneath an answer that was being kept.
    test('nothing is handed in while an answer is on its way: what was acknowledged is in it', async (school) => {
      const tides = await quizCourse(school);
      const { lessonId } = tides;
      const ana = await learner(school, 'Ana', tides);
      await ana.call(begin, { lessonId });
      const { database } = school.server;
      const { promise: held, resolve: isHeld } = Promise.withResolvers<void>();
      const run = database.run.bind(database) as (query: unknown, ...rest: unknown[]) => Promise<number>;
      vi.spyOn(database, 'run').mockImplementation((async (query: { name: string }, ...rest: unknown[]) => {
        if (query.name === 'assessment.answer') {
          isHeld();
          if (school.dialect === 'postgres') await database.rawAll('select pg_sleep(0.4)');
        }
        return run(query, ...rest);
      }) as never);
      const order: string[] = [];
      const answering = ana
        .call(answer, { lessonId, attempt: 1, questionId: 'median', answer: 1 })
        .then(() => order.push('answered'));
      await held;
      await ana.call(submit, { lessonId, attempt: 1 });
      order.push('handed in');
      await answering;
      expect(order).toEqual(['answered', 'handed in']);
      expect(await ana.call(review, { lessonId, attempt: 1 })).toMatchObject({ score: 20 });
    });

    test('an attempt is judged by the quiz as it was when it was begun', async (school) => {
      const tides = await quizCourse(school);
      const { lessonId, marta } = tides;
      const [ana, ben] = [await learner(school, 'Ana', tides), await learner(school, 'Ben', tides)];
      await ana.call(begin, { lessonId });
      const turned = { ...sample, questions: [{ ...sample.questions[2]!, body: { right: false } }] };
      const { version } = await marta.call(write, { lessonId, quiz: turned });
      expect(version).toBe(2);
      expect((await marta.call(write, { lessonId, quiz: turned })).version).toBe(2);
      await take(school, ben, tides, { paris: false });
      expect(await ben.call(open, { lessonId })).toMatchObject({ best: 100, points: 1 });
      await ana.call(answer, { lessonId, attempt: 1, questionId: 'median', answer: 1 });
      await ana.call(answer, { lessonId, attempt: 1, questionId: 'paris', answer: true });
      await ana.call(submit, { lessonId, attempt: 1 });
      expect(await ana.call(review, { lessonId, attempt: 1 })).toMatchObject({ points: 2, total: 5 });
    });

    // Red with `mayBeTold` always true, with a `view` that is the whole body, and with grading in the unit of `submit`.
    test('nothing a learner can ask tells a solution before the quiz does, not even a preview', async (school) => {
      for (const answers of ['end', 'after', 'never'] as const) {
        const tides = await quizCourse(school, { answers }, `Tides ${answers}`);
        const { lessonId } = tides;
        const ana = await learner(school, 'Ana', tides);
        const said: string[] = [];
        const note = (told: unknown) => void said.push(JSON.stringify(told));
        note(await ana.call(open, { lessonId }));
        note(await ana.call(begin, { lessonId }));
        const at = { lessonId, attempt: 1 };
        for (const given of [0, 1]) note(await ana.call(answer, { ...at, questionId: 'median', answer: given }));
        note(await ana.call(answer, { ...at, questionId: 'pi', answer: '3' }));
        note(await ana.call(review, at));
        note(await ana.call(attempt, { ...at, userId: ana.id }));
        said.push(await previewed(ana, 'POST', `${lessonId}/attempts/1/submit`));
        for (const { id } of sample.questions)
          said.push(await previewed(ana, 'POST', `${lessonId}/attempts/1/questions/${id}/check`));
        await ana.refused(source, { lessonId }, 'not_allowed');
        await ana.refused(results, { lessonId }, 'not_allowed');
        await ana.refused(questionStats, { lessonId }, 'not_allowed');
        await ana.refused(write, { lessonId, quiz: sample }, 'not_allowed');
        for (const told of said) {
          expect(told).not.toMatch(/SECRET|3\.14|"right"|accepted|"score":(?!null)|"passed":(?!null|false,"canBegin)/);
        }
        // Nothing was handed in by looking.
        expect(await ana.call(open, { lessonId })).toMatchObject({ running: 1 });
        if (answers === 'after') continue;
        await ana.refused(check, { ...at, questionId: 'median' }, 'assessment.told_later');
        await ana.call(submit, at);
        await school.deliver();
        const after = JSON.stringify(await ana.call(review, at));
        if (answers === 'end') expect(after).toContain('SECRET-ANSWER');
        else expect(after).not.toMatch(/SECRET|"right"|accepted/);
        expect(after).toContain('"score":20');
      }
    });

    test('a quiz that tells after each question tells of an answer that stands, and of no other', async (school) => {
      const tides = await quizCourse(school, { answers: 'after' });
      const { lessonId } = tides;
      const ana = await learner(school, 'Ana', tides);
      await ana.call(begin, { lessonId });
      const at = { lessonId, attempt: 1 };
      await ana.call(answer, { ...at, questionId: 'median', answer: 0 });
      expect(await ana.call(check, { ...at, questionId: 'median' })).toEqual({ done: true });
      await ana.call(check, { ...at, questionId: 'median' });
      await ana.call(check, { ...at, questionId: 'pi' });
      await ana.refused(answer, { ...at, questionId: 'median', answer: 1 }, 'assessment.answer_checked');
      await ana.refused(answer, { ...at, questionId: 'pi', answer: '3.14' }, 'assessment.answer_checked');
      const { questions } = await ana.call(review, at);
      expect(questions.map(({ answer: given, checked, score, solution }) => [given, checked, score, solution])).toEqual(
        [
          [0, true, 0, { right: [1] }],
          [null, false, null, null],
          [null, false, null, null],
          [null, true, 0, { accepted: ['SECRET-ANSWER', '3.14 ± 0.01'] }],
        ],
      );
      await ana.call(submit, at);
      await ana.refused(check, { ...at, questionId: 'paris' }, 'assessment.handed_in');
    });

    test('a quiz without questions cannot be begun', async (school) => {
      const tides = await quizCourse(school, { questions: [] });
      const ana = await learner(school, 'Ana', tides);
      expect(await ana.call(open, { lessonId: tides.lessonId })).toMatchObject({ questions: 0, canBegin: false });
      await ana.refused(begin, { lessonId: tides.lessonId }, 'assessment.no_questions');
      const { id: lessonId } = await tides.marta.call(coursesContract.operations.addLesson, {
        sectionId: tides.sectionId,
        title: 'Not written yet',
        kind: 'quiz',
      });
      expect(await ana.call(open, { lessonId })).toMatchObject({ questions: 0, canBegin: false });
      expect(await tides.marta.call(source, { lessonId })).toMatchObject({ version: 0, savedAt: null });
      await ana.refused(begin, { lessonId }, 'assessment.no_questions');
    });

    test('only who takes the course takes its quiz', async (school) => {
      const tides = await quizCourse(school);
      const { lessonId } = tides;
      const ana = await learner(school, 'Ana');
      await ana.refused(open, { lessonId }, 'not_allowed');
      await ana.refused(begin, { lessonId }, 'not_allowed');
      await ana.refused(review, { lessonId, attempt: 1 }, 'not_allowed');
      await ana.refused(submit, { lessonId, attempt: 1 }, 'not_allowed');
    });

    // Answering is what a hall full of learners does at once: the attempt is held, the answer kept.
    test('an answer costs two statements of its own', async (school) => {
      const tides = await quizCourse(school);
      const { lessonId } = tides;
      const ana = await learner(school, 'Ana', tides);
      await ana.call(begin, { lessonId });
      const put = () => ana.call(answer, { lessonId, attempt: 1, questionId: 'median', answer: 1 });
      await put();
      const { database } = school.server;
      const asked: string[] = [];
      for (const method of ['all', 'one', 'run'] as const) {
        const real = database[method].bind(database) as (query: { name: string }, ...rest: unknown[]) => Promise<never>;
        vi.spyOn(database, method).mockImplementation(((query: { name: string }, ...rest: unknown[]) => {
          asked.push(query.name);
          return real(query, ...rest);
        }) as never);
      }
      await put();
      expect(asked.filter((name) => name.startsWith('assessment.'))).toEqual(['assessment.hold', 'assessment.answer']);
    });

    test('another organization has neither the quiz nor the attempt, whoever asks', async (school) => {
      const tides = await quizCourse(school, { answers: 'after' });
      const { lessonId } = tides;
      const ana = await learner(school, 'Ana', tides);
      await ana.call(begin, { lessonId });
      await ana.call(answer, { lessonId, attempt: 1, questionId: 'median', answer: 1 });
      const before = await ana.call(review, { lessonId, attempt: 1 });
      const quizzes = school.service(assessmentService) as Assessment;
      const elsewhere = <T>(work: () => Promise<T>) =>
        runInScope({ actor: { kind: 'person', id: ana.id }, org: 'another-school', request: 'r', via: 'kernel' }, () =>
          school.server.database.unit(work),
        ).then(
          (value) => value,
          (error: { problem?: { code: string } }) => error.problem?.code,
        );
      const site = 'http://school.test';
      expect(await elsewhere(() => quizzes.read(lessonId))).toBeUndefined();
      expect(await elsewhere(() => quizzes.write(lessonId, sample))).toBe('not_found');
      expect(await elsewhere(() => quizzes.open(ana.id, lessonId))).toMatchObject({ questions: 0, mine: [] });
      expect(await elsewhere(() => quizzes.begin(ana.id, lessonId))).toBe('assessment.no_questions');
      expect(await elsewhere(() => quizzes.answer(ana.id, lessonId, 1, 'median', 0))).toBe('not_found');
      expect(await elsewhere(() => quizzes.check(ana.id, lessonId, 1, 'median'))).toBe('not_found');
      expect(await elsewhere(() => quizzes.submit(ana.id, lessonId, 1))).toBe('not_found');
      expect(await elsewhere(() => quizzes.review(ana.id, lessonId, 1, site))).toBe('not_found');
      expect(await elsewhere(() => quizzes.attempt(ana.id, ana.id, lessonId, 1, site))).toBe('not_found');
      expect(await ana.call(review, { lessonId, attempt: 1 })).toEqual(before);
    });

    test('nothing is kept of a lesson or a course that was removed', async (school) => {
      const [tides, floods] = [await quizCourse(school), await quizCourse(school, {}, 'Floods')];
      const ana = await learner(school, 'Ana', tides, floods);
      await take(school, ana, tides);
      const { attempt: number } = await ana.call(begin, { lessonId: floods.lessonId });
      await ana.call(submit, { lessonId: floods.lessonId, attempt: number });
      await tides.marta.call(coursesContract.operations.removeLesson, { lessonId: tides.lessonId });
      await floods.marta.call(coursesContract.operations.remove, { courseId: floods.courseId });
      await school.deliver();
      const left = await school.inside(() =>
        school.server.database.unit(() =>
          school.server.database.rawAll(
            'select lesson from quiz_versions union all select lesson from quiz_attempts union all select lesson from quiz_answers',
          ),
        ),
      );
      expect(left).toEqual([]);
    });
  },
  {
    data: async (school, owner) => {
      const tides = await quizCourse(school, { answers: 'after' }, 'For the proof');
      await owner.call(enrollmentContract.operations.enroll, { courseId: tides.courseId });
      const { attempt: number } = await owner.call(begin, { lessonId: tides.lessonId });
      await owner.call(answer, { lessonId: tides.lessonId, attempt: number, questionId: 'median', answer: 1 });
    },
  },
);
