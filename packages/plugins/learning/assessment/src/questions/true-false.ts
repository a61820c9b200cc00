import { z } from 'zod';
import { questionType, type WrittenAnswers } from '../quiz.ts';

const Body = z.strictObject({ right: z.boolean().nullable() });
const words = ['True', 'False'] as const;

/** Exactly these two words, in either order: what a file says so is a question of this type. */
export const saysTrueFalse = ({ tasks, equals }: WrittenAnswers): boolean =>
  equals.length === 0 && tasks.length === 2 && words.every((word) => tasks.some(({ text }) => text === word));

/** A sentence that is true or false. `right` is null until the author has said which. */
export const trueFalse = questionType<z.infer<typeof Body>, boolean>({
  type: 'true-false',
  body: Body,
  answer: z.boolean(),
  faults: ({ right }) =>
    right === null
      ? [{ pointer: '/right', code: 'no_right', reason: 'It is not said whether it is true or false.' }]
      : [],
  view: () => ({}),
  solution: ({ right }) => ({ right }),
  grade: ({ right }, answer) => ({ score: answer === right ? 1 : 0 }),
  tally: (_, answer) => [answer ? 'True' : 'False'],
  isRight: ({ right }, counted) => counted === (right ? 'True' : 'False'),
  mapTexts: async (body) => body,
  fromMarkdown(written) {
    if (!saysTrueFalse(written)) return undefined;
    const checked = written.tasks.filter((task) => task.checked);
    return { right: checked.length === 1 ? checked[0]!.text === 'True' : null };
  },
  toMarkdown: ({ right }) => ({
    tasks: words.map((text) => ({ text, checked: right !== null && (text === 'True') === right })),
    equals: [],
  }),
});
