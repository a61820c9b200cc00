// A quiz among the lessons of a folder: its pictures and links are carried, an import again changes nothing, and what is
// exported is the same again.
import { assessmentContract, assessmentService } from '@lectern/assessment/contract';
import { coursesContract } from '@lectern/courses/contract';
import { testScenarios } from '@lectern/server/testing';
import { expect } from 'vitest';
import { interopPlugin } from '../src/plugin.ts';
import { courseOf, exportCourse, imported, svg } from './importing.ts';

const quiz = `---
title: Check yourself
kind: quiz
pass: 60
---

Read [the scale](../scale.md#legend) first.

## Which one is the legend?

![Two boxes](../dots.svg)

- [x] The box, see [the scale](../scale.md)
- [ ] The arrow

> It names the signs.

## A map is true to size

- [ ] True
- [x] False

## What is missing here?

Nothing is asked.
`;
const files = {
  'scale.md': '# The scale\n\n## Legend\n\nSigns.\n',
  'dots.svg': svg(20),
  'quizzes/01-check.md': quiz,
};

testScenarios(interopPlugin, (test) => {
  test('a quiz is a lesson with its questions, and what is no question is told', async (school) => {
    const marta = await school.person('instructor', 'Marta');
    const done = await imported(school, marta, 'maps', files);
    expect(done.report!.lost).toEqual([{ at: 'quizzes/01-check.md#L23', reason: expect.stringMatching(/answer/) }]);
    const course = await courseOf(marta, done);
    const lessons = course.sections.flatMap((section) => section.lessons);
    const check = lessons.find(({ title }) => title === 'Check yourself')!;
    const scale = lessons.find(({ title }) => title === 'The scale')!;
    expect([check.kind, scale.kind]).toEqual(['quiz', 'text']);
    const read = await school.inside(() => school.service(assessmentService).read(check.id));
    expect(read!.quiz).toMatchObject({ pass: 60, questions: [{ type: 'single' }, { type: 'true-false' }] });
    expect(read!.quiz.questions[0]!.prompt).toMatch(/!\[Two boxes\]\(asset:[\w-]+\)/);
    expect(JSON.stringify(read!.quiz.questions[0]!.body)).toContain(`lesson:${scale.id}`);

    const ana = await school.person('owner', 'Olga');
    const { attempt } = await ana.call(assessmentContract.operations.begin, { lessonId: check.id });
    const taken = await ana.call(assessmentContract.operations.review, { lessonId: check.id, attempt });
    expect(taken.questions[0]!.html).toMatch(/<img src="[^"]*\/api\/media\/items\//);

    const again = await imported(school, marta, 'maps', files);
    expect(again.report).toMatchObject({ created: {}, updated: {} });
  });

  test('exported and imported again it is the same quiz; without its kind it is a text', async (school) => {
    const marta = await school.person('instructor', 'Marta');
    const first = await courseOf(marta, await imported(school, marta, 'maps', files));
    const written = await marta.call(exportCourse, { courseId: first.id });
    const exported: Record<string, string | Uint8Array> = {};
    for (const file of written.files)
      exported[file.path] =
        'text' in file
          ? file.text
          : new Uint8Array(await (await marta.fetch(new URL(file.asset).pathname)).arrayBuffer());
    const path = Object.keys(exported).find((name) => name.endsWith('check-yourself.md'))!;
    expect(exported[path]).toContain('kind: quiz');
    expect(exported[path]).toContain('## Which one is the legend?');

    const second = await courseOf(marta, await imported(school, marta, 'maps again', exported));
    const quizOf = async (course: typeof first) => {
      const { id } = course.sections.flatMap(({ lessons }) => lessons).find(({ kind }) => kind === 'quiz')!;
      const read = await school.inside(() => school.service(assessmentService).read(id));
      return JSON.stringify(read!.quiz).replace(/(asset|lesson):[\w-]+/g, '$1');
    };
    expect(await quizOf(second)).toBe(await quizOf(first));

    const text = { ...files, 'quizzes/01-check.md': '# Check yourself\n\nJust words.\n' };
    const changed = await imported(school, marta, 'maps', text);
    expect(changed.report!.updated).toMatchObject({ lessons: 1 });
    const now = await marta.call(coursesContract.operations.get, { courseId: first.id });
    expect(now.sections.flatMap(({ lessons }) => lessons).map(({ kind }) => kind)).toEqual(['text', 'text']);
  });
});
