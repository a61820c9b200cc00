// Quizzes and files of quizzes, the odd ones above all.
import fc from 'fast-check';
import { canonical } from '../src/markdown/canonical.ts';
import type { Question, Quiz } from '../src/quiz.ts';

const pieces = fc.constantFrom(
  ...['What is it?', '## ', ' ## ', '##', '# x', '- [ ] a', '- [x] b', '- [x] True', '- [ ] False', '  more', '= x'],
  ...['= 3 ± 1', '> why', '>', '', '', '   ', '```', '~~~js', '````', '    code', '{points=2}', '{#id}', '{x}', '---'],
  ...['<!-- answers -->', '* [ ] c', '- plain', '1. [x] d', '| a |', '\\', '![p](a.png)', '== ', '`', '\t- [ ] tab'],
  ...[
    '## Q {multiple}',
    '## Q ##',
    '## {points=3}',
    'pass: 50',
    'answers: after',
    '+++',
    '&amp;',
    '\u0645\u0631\u062d\u0628\u0627',
  ],
);
const line = fc.oneof({ weight: 4, arbitrary: pieces }, { weight: 1, arbitrary: fc.string({ maxLength: 12 }) });
/** A file, built of what files of quizzes are built of, in any order. */
export const oddFile = fc.array(line, { maxLength: 40 }).map((lines) => lines.join('\n'));

const prose = fc
  .array(line, { minLength: 1, maxLength: 8 })
  .map((lines) => canonical(lines.join('\n').replaceAll(/[\0\p{Cs}]/gu, '')));
export const words = fc
  .oneof(pieces, fc.string({ minLength: 1, maxLength: 20 }))
  .map((text) => text.replaceAll(/[\p{Cc}\p{Cs}\u2028\u2029]/gu, '').trim())
  .filter((text) => text !== '');

const choices = (fewest: number, most: number) =>
  fc
    .uniqueArray(words, { minLength: 2, maxLength: 6 })
    .chain((texts) =>
      fc
        .subarray([...texts.keys()], { minLength: fewest, maxLength: Math.min(most, texts.length) })
        .map((right) => ({ choices: texts.map((text, at) => ({ text, right: right.includes(at) })) })),
    );
export const bodies = {
  single: choices(1, 1),
  multiple: choices(1, 6),
  'true-false': fc.record({ right: fc.boolean() }),
  'short-text': fc
    .uniqueArray(fc.oneof(words, fc.constantFrom('Paris', '3.14 ± 0.01', '42', 'x ± y')), {
      minLength: 1,
      maxLength: 5,
      selector: (text) =>
        text.normalize('NFKC').toUpperCase().toLowerCase().normalize('NFKC').replace(/\s+/gu, ' ').trim(),
    })
    .map((accepted) => ({ accepted })),
} as const;
export type BuiltInType = keyof typeof bodies;
export const builtInTypes = Object.keys(bodies) as BuiltInType[];

const question: fc.Arbitrary<Question> = fc
  .tuple(
    fc.constantFrom(...builtInTypes).chain((type) => fc.tuple(fc.constant(type), bodies[type] as fc.Arbitrary<object>)),
    prose.filter((text) => text.trim() !== ''),
    fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 100 })),
    fc.option(prose.filter(Boolean), { nil: undefined }),
  )
  .map(([[type, body], prompt, points, explanation]) => ({
    id: '',
    type,
    prompt,
    points,
    body: body as Question['body'],
    ...(explanation && { explanation }),
  }));
const id = fc.stringMatching(/^[A-Za-z0-9][\w-]{0,6}$/);

/** A quiz as it may be stored. */
export const storedQuiz: fc.Arbitrary<Quiz> = fc
  .record({
    pass: fc.integer({ min: 0, max: 100 }),
    attempts: fc.option(fc.integer({ min: 1, max: 1_000 })),
    shuffle: fc.boolean(),
    answers: fc.constantFrom('after' as const, 'end' as const, 'never' as const),
    questions: fc.array(question, { maxLength: 5 }),
    ids: fc.uniqueArray(id, { minLength: 5, maxLength: 5 }),
  })
  .map(({ ids, questions, ...settings }) => ({
    ...settings,
    questions: questions.map((one, at) => ({ ...one, id: ids[at]! })),
  }));
export const introduction = prose;
