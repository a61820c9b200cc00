import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { builtIn } from '../src/questions/built-in.ts';
import { compared, numberOf, toleranceOf } from '../src/questions/short-text.ts';
import { type BuiltInType, bodies, builtInTypes, words } from './quiz.arbitrary.ts';

const typeOf = (name: string) => builtIn.find(({ type }) => type === name)!;
const score = (type: BuiltInType, body: object, answer: unknown) => typeOf(type).grade(body as never, answer).score;

type Choices = { choices: { text: string; right: boolean }[] };
const full: { readonly [Type in BuiltInType]: (body: never) => unknown } = {
  single: ({ choices }: Choices) => choices.findIndex(({ right }) => right),
  multiple: ({ choices }: Choices) => choices.flatMap(({ right }, at) => (right ? [at] : [])),
  'true-false': ({ right }: { right: boolean }) => right,
  'short-text': ({ accepted }: { accepted: string[] }) =>
    toleranceOf(accepted.at(-1)!) ? accepted.at(-1)!.split('±')[0] : accepted.at(-1),
};
const every = (check: (type: BuiltInType, body: object) => void) => {
  for (const type of builtInTypes)
    fc.assert(
      fc.property(bodies[type] as fc.Arbitrary<object>, (body) => {
        check(type, body);
      }),
    );
};

describe('whatever the type of a question', () => {
  it('a whole answer is worth everything, and what is in a solution is what was right', () => {
    every((type, body) => {
      expect(score(type, body, full[type](body as never))).toBe(1);
    });
  });

  it('every answer is worth between nothing and everything, and the same when it is asked again', () => {
    const answer = {
      single: fc.nat(25),
      multiple: fc.array(fc.nat(25)),
      'true-false': fc.boolean(),
      'short-text': fc.string(),
    };
    for (const type of builtInTypes)
      fc.assert(
        fc.property(bodies[type] as fc.Arbitrary<object>, answer[type] as fc.Arbitrary<unknown>, (body, given) => {
          const once = score(type, body, given);
          expect(once).toBeGreaterThanOrEqual(0);
          expect(once).toBeLessThanOrEqual(1);
          expect(score(type, body, given)).toBe(once);
        }),
      );
  });

  it('what a learner sees does not change with what is right', () => {
    const show = (text: string) => text;
    fc.assert(
      fc.property(bodies.single, fc.nat(5), (body, at) => {
        const moved = { choices: body.choices.map(({ text }, place) => ({ text, right: place === at })) };
        for (const type of ['single', 'multiple'])
          expect(typeOf(type).view(moved, show)).toEqual(typeOf(type).view(body, show));
      }),
    );
    for (const right of [true, false]) expect(typeOf('true-false').view({ right }, show)).toEqual({});
    fc.assert(
      fc.property(bodies['short-text'], (body) => {
        expect(typeOf('short-text').view(body, show)).toEqual({});
      }),
    );
  });
});

describe('several choices', () => {
  const grade = (right: string, answer: number[]) =>
    score('multiple', { choices: [...right].map((mark, at) => ({ text: `${at}`, right: mark === 'x' })) }, answer);

  it('earn a part for each that is right and lose it for each that is not, and never less than nothing', () => {
    expect(grade('xx  ', [0])).toBe(0.5);
    expect(grade('xx  ', [0, 1, 2])).toBe(0.5);
    expect(grade('xx  ', [0, 2])).toBe(0);
    expect(grade('xx  ', [0, 1, 2, 3])).toBe(0);
    expect(grade('xx  ', [2, 3])).toBe(0);
    expect(grade('xx  ', [])).toBe(0);
    expect(grade('xx', [0, 0, 0, 25])).toBe(0.5);
  });

  it('are worth the same in any order', () => {
    fc.assert(
      fc.property(
        bodies.multiple.chain((body) =>
          fc.tuple(fc.constant(body), fc.shuffledSubarray([...body.choices.keys()]), fc.infiniteStream(fc.nat())),
        ),
        ([body, answer]) => {
          expect(score('multiple', body, answer.toReversed())).toBe(score('multiple', body, answer));
          // and so are the choices themselves
          const last = body.choices.length - 1;
          const turned = { choices: body.choices.toReversed() };
          expect(
            score(
              'multiple',
              turned,
              answer.map((at) => last - at),
            ),
          ).toBe(score('multiple', body, answer));
        },
      ),
    );
  });

  it('of a better answer are worth at least as much', () => {
    fc.assert(
      fc.property(
        bodies.multiple.chain((body) => fc.tuple(fc.constant(body), fc.subarray([...body.choices.keys()]))),
        ([body, answer]) => {
          const missing = body.choices.findIndex(({ right }, at) => right && !answer.includes(at));
          if (missing < 0) return;
          expect(score('multiple', body, [...answer, missing])).toBeGreaterThanOrEqual(score('multiple', body, answer));
        },
      ),
    );
  });
});

describe('a few words', () => {
  const right = (accepted: string[], answer: string) => score('short-text', { accepted }, answer) === 1;

  it('are the same in any case, form and spacing', () => {
    expect(right(['Ångström  unit'], '  ångström\tUNIT ')).toBe(true);
    expect(right(['Straße'], 'STRASSE')).toBe(true);
    expect(right(['ΟΔΟΣ'], 'οδος')).toBe(true);
    expect(right(['ﬁne'], 'fine')).toBe(true);
    expect(right(['cafe\u0301'], 'café')).toBe(true);
    expect(right(['Paris', 'Lutetia'], 'lutetia')).toBe(true);
    expect(right(['Paris'], 'Paris!')).toBe(false);
    expect(right(['Paris'], '')).toBe(false);
    fc.assert(
      fc.property(words, (text) => {
        expect(compared(compared(text))).toBe(compared(text));
      }),
    );
  });

  it('may be a number within a tolerance, edges included, as people write numbers', () => {
    for (const near of ['3.14', '3,14', '3.13', '3.15', ' 3.1400 ', '٣٫١٤', '۳.۱۴', '314e-2'])
      expect(right(['3.14 ± 0.01'], near), near).toBe(true);
    for (const far of ['3.1299', '3.1501', 'pi', '', '3.14.1', '-3.14', 'Infinity', '3 14'])
      expect(right(['3.14 ± 0.01'], far), far).toBe(false);
    expect(right(['−2 +- 0'], '-2')).toBe(true);
    expect(numberOf('1'.repeat(5_000))).toBeUndefined();
    const tenths = fc.integer({ min: -10_000, max: 10_000 }).map((n) => n / 10);
    fc.assert(
      fc.property(
        tenths,
        fc.integer({ min: 0, max: 100 }).map((n) => n / 10),
        (number, within) => {
          const rounded = (value: number) => value.toFixed(1);
          const accepted = [`${number} ± ${within}`];
          expect(right(accepted, rounded(number + within))).toBe(true);
          expect(right(accepted, rounded(number - within))).toBe(true);
          expect(right(accepted, rounded(number + within + 0.1))).toBe(false);
        },
      ),
    );
  });

  it('that are not numbers are compared as words', () => {
    expect(right(['black ± white'], 'Black ± White')).toBe(true);
    expect(right(['42'], '42')).toBe(true);
    expect(right(['42'], '42.0')).toBe(false);
  });
});
