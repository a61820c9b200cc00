import { Slug } from '@lectern/kit/contract';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { freeSlug, slugOf } from '../src/slug.ts';

test.each([
  ['What a number leaves out', 'what-a-number-leaves-out'],
  ["Don't  panic!  (part 2)", 'dont-panic-part-2'],
  ['Übermaß & Größe', 'übermaß-größe'],
  ['Νέα ελληνικά: πρώτη συζήτηση', 'νέα-ελληνικά-πρώτη-συζήτηση'],
  ['لماذا يكذب المتوسط', 'لماذا-يكذب-المتوسط'],
  ['हिन्दी का पहला पाठ', 'हिन्दी-का-पहला-पाठ'],
  ['日本語コース 入門', '日本語コース-入門'],
  ['ＦＵＬＬ　ｗｉｄｔｈ', 'full-width'],
  ['../../etc/passwd', 'etc-passwd'],
  ['!!!', 'lesson'],
])('%s is at %s', (title, slug) => {
  expect(slugOf(title, 'lesson')).toBe(slug);
});

test('every title makes an address that the contract accepts, with a number behind it too', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), fc.nat(9_999), (title, n) => {
      const slug = slugOf(title, 'lesson');
      expect(Slug.parse(slug)).toBe(slug);
      expect(Slug.safeParse(`${slug}-${n}`).success).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});

test('the first free number is taken', () => {
  expect(freeSlug('maps', new Set())).toBe('maps');
  expect(freeSlug('maps', new Set(['maps', 'maps-2', 'maps-4']))).toBe('maps-3');
});
