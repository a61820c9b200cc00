// What the guide shows is what is read.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readQuiz } from '../src/markdown/read.ts';
import { writeQuiz } from '../src/markdown/write.ts';
import { builtIn } from '../src/questions/built-in.ts';

const typeOf = (name: string) => builtIn.find(({ type }) => type === name);
const frontMatter = (source: string) => {
  const text = /^---\n([\s\S]*?)\n---\n/.exec(source)?.[1];
  return text === undefined ? undefined : { text, lines: text.split('\n').length + 2 };
};

test('the example of the guide is a whole quiz, and stays one when it is written again', () => {
  const guide = readFileSync(new URL('../../../../../docs/guide/create.md', import.meta.url), 'utf8');
  const example = /^````markdown\n([\s\S]*?)^````$/m.exec(guide)![1]!;
  const { introduction, quiz, lost } = readQuiz(example, { typeOf, frontMatter });
  expect(lost).toEqual([]);
  expect(introduction).toBe('Six questions. Look things up if you like.');
  expect({ ...quiz, questions: quiz.questions.map(({ type, points, id }) => `${type} ${points} ${id}`) }).toEqual({
    pass: 70,
    attempts: 3,
    shuffle: true,
    answers: 'end',
    questions: [
      'single 1 what-is-the-median',
      'multiple 2 which-of-them-move-when-the-richest-doub',
      'multiple 1 which-are-prime',
      'true-false 1 the-mean-of-two-towns-can-be-worked-out',
      'short-text 1 print',
      'short-text 1 how-long-is-the-edge-of-a-circle-of-diam',
    ],
  });
  expect(writeQuiz(introduction, quiz, typeOf, { title: 'Centre and spread' })).toBe(
    example.replace('title: Centre and spread', 'title: "Centre and spread"'),
  );
});
