import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  choicesOf,
  type Draft,
  inserted,
  moved,
  newQuestion,
  removed,
  sendable,
  withRight,
  withType,
} from '../web/draft.ts';

const draft = (...ids: string[]): Draft => ({
  pass: 70,
  attempts: null,
  shuffle: false,
  answers: 'end',
  questions: ids.map(newQuestion),
});
const ids = (one: Draft | undefined) => one?.questions.map(({ id }) => id);
const choices = (...texts: string[]) => ({
  ...newQuestion('q'),
  body: { choices: texts.map((text) => ({ text: text.slice(1), right: text[0] === '+' })) },
});

describe('a quiz while it is written', () => {
  test('moves a question by one place, and not over the edge', () => {
    const abc = draft('a', 'b', 'c');
    expect(ids(moved(abc, 1, -1))).toEqual(['b', 'a', 'c']);
    expect(ids(moved(abc, 1, 1))).toEqual(['a', 'c', 'b']);
    expect(moved(abc, 0, -1)).toBeUndefined();
    expect(moved(abc, 2, 1)).toBeUndefined();
    fc.assert(
      fc.property(fc.uniqueArray(fc.string(), { minLength: 2, maxLength: 8 }), fc.nat(7), (names, at) => {
        const there = moved(draft(...names), at, 1);
        if (there) expect(ids(moved(there, at + 1, -1))).toEqual(names);
      }),
    );
  });

  test('takes out a question and puts it back where it was', () => {
    const abc = draft('a', 'b', 'c');
    expect(inserted(removed(abc, 1), 1, abc.questions[1]!)).toEqual(abc);
  });

  test('has one right choice where one may be right, and as many as are marked where several may', () => {
    const one = withRight(choices('+a', '-b'), 1, true);
    expect(choicesOf(one).map(({ right }) => right)).toEqual([false, true]);
    const several = withRight(withType(one, 'multiple'), 0, true);
    expect(choicesOf(several).map(({ right }) => right)).toEqual([true, true]);
    expect(choicesOf(withType(several, 'single')).map(({ right }) => right)).toEqual([true, false]);
  });

  test('keeps the right choices as words when a question becomes one of words', () => {
    expect(withType(choices('+Linen', '-Silk', '+'), 'short-text').body).toEqual({ accepted: ['Linen'] });
    expect(withType(choices('-a'), 'short-text').body).toEqual({ accepted: [''] });
    expect(withType(newQuestion('q'), 'single')).toEqual(newQuestion('q'));
  });

  test('sends what was filled in, and a right choice without words too, so that it is told', () => {
    const sent = sendable({
      ...draft(),
      questions: [choices('+a', '- ', '+', '-'), { ...choices('+a'), explanation: ' ' }],
    });
    expect(sent.questions[0]!.body.choices).toEqual([
      { text: 'a', right: true },
      { text: '', right: true },
    ]);
    expect(sent.questions[1]).not.toHaveProperty('explanation');
  });
});
