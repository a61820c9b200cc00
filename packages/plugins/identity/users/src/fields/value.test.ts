import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonical, decimalOf, flawOf } from './value.ts';

const field = { min: null, max: null, choices: [] } as const;
const value = (type: 'text' | 'number' | 'date', written: string, limits: object = {}) =>
  canonical({ type, ...field, choices: [], ...limits }, written);

describe('a number', () => {
  test('is kept exactly, in one form', () => {
    for (const [written, kept] of [
      ['12', '12'],
      ['+012.50', '12.5'],
      ['-0.00', '0'],
      ['00', '0'],
      ['.5', undefined],
      ['1.', undefined],
      ['1e3', undefined],
      ['1,5', undefined],
      ['0.1000000000', '0.1'],
      ['12345678901234567890.0000000001', '12345678901234567890.0000000001'],
      ['123456789012345678901', undefined],
      ['١٢', undefined],
    ] as const)
      expect(decimalOf(written), written).toBe(kept);
  });

  test('written twice is written once', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 20n) + 1n, max: 10n ** 20n - 1n }),
        fc.stringMatching(/^\d{0,10}$/),
        (whole, places) => {
          const once = decimalOf(places === '' ? `${whole}` : `${whole}.${places}`);
          expect(once).toBeDefined();
          expect(decimalOf(once!)).toBe(once);
          expect(Number(once)).toBeCloseTo(Number(places === '' ? `${whole}` : `${whole}.${places}`), 5);
        },
      ),
    );
  });

  // With `Number(value) > Number(max)` the second one was let in: both are the same double.
  test('is compared exactly with its limits', () => {
    expect(value('number', '9007199254740992', { max: '9007199254740992' })).toEqual({ value: '9007199254740992' });
    expect(value('number', '9007199254740993', { max: '9007199254740992' })).toHaveProperty('wrong');
    expect(value('number', '-1.5', { min: '-1.4' })).toHaveProperty('wrong');
    expect(value('number', '-1.4', { min: '-1.4' })).toEqual({ value: '-1.4' });
  });
});

test('a date is a day that there is', () => {
  for (const good of ['2026-11-23', '2024-02-29', '0001-01-01', '9999-12-31'])
    expect(value('date', good)).toEqual({ value: good });
  for (const bad of ['2026-02-29', '23.11.2026', '2026-1-2', '0000-01-01', '2026-11-31', '2026-11-23T00:00:00Z'])
    expect(value('date', bad), bad).toHaveProperty('wrong');
  expect(value('date', '2025-12-31', { min: '2026-01-01' })).toHaveProperty('wrong');
});

test('a text is one line, measured in characters as people count them', () => {
  expect(value('text', '  Ana  ')).toEqual({ value: 'Ana' });
  expect(value('text', '👩👩', { max: '2' })).toEqual({ value: '👩👩' });
  expect(value('text', 'abc', { max: '2' })).toHaveProperty('wrong');
  expect(value('text', 'a\nb')).toHaveProperty('wrong');
  expect(value('text', 'a\0b')).toHaveProperty('wrong');
});

test('a choice is one of its answers', () => {
  const choice = { type: 'choice', ...field, choices: ['Spring', 'Autumn'] } as const;
  expect(canonical({ ...choice, choices: [...choice.choices] }, 'Autumn')).toEqual({ value: 'Autumn' });
  expect(canonical({ ...choice, choices: [...choice.choices] }, 'autumn')).toHaveProperty('wrong');
});

test('a definition that nothing could satisfy is refused at the property that is wrong', () => {
  const flaw = (type: 'text' | 'number' | 'date' | 'choice', given: object) =>
    flawOf({ type, ...field, choices: [], ...given })?.property;
  expect(flaw('choice', { choices: [] })).toBe('choices');
  expect(flaw('choice', { choices: ['a', 'a'] })).toBe('choices');
  expect(flaw('choice', { choices: ['a', 'b'] })).toBeUndefined();
  expect(flaw('number', { min: '3', max: '2' })).toBe('max');
  expect(flaw('number', { min: '3', max: '20' })).toBeUndefined();
  expect(flaw('number', { min: 'three' })).toBe('min');
  expect(flaw('date', { min: '2026-01-01', max: '2025-01-01' })).toBe('max');
  expect(flaw('text', { max: '501' })).toBe('max');
});
