import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lastKey, moves } from '../src/order.ts';

/** Keys as they come about: things added at the end, one after the other. */
function keysFor(ids: readonly string[]): Map<string, string> {
  let last: string | null = null;
  return new Map(
    ids.map((id) => {
      last = lastKey(last);
      return [id, last];
    }),
  );
}
const sorted = (keys: ReadonlyMap<string, string>) =>
  [...keys].sort(([, a], [, b]) => (a < b ? -1 : 1)).map(([id]) => id);
const ids = (count: number) => Array.from({ length: count }, (_, i) => `lesson-${i}`);

test('moving one thing writes one key', () => {
  const keys = keysFor(ids(1_000));
  const order = ids(1_000);
  order.splice(3, 0, ...order.splice(990, 1));
  expect([...moves(order, keys).keys()]).toEqual(['lesson-990']);
  expect(moves(ids(1_000), keys).size).toBe(0);
});

// With "all stay" for the longest run, and with `>` for `<` in the search for it, this went red.
test('after any number of shuffles the keys are in the order asked for, and strictly rising', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 40 }),
      fc.array(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 40, maxLength: 40 }), {
        maxLength: 8,
      }),
      (count, shuffles) => {
        const keys = keysFor(ids(count));
        for (const weights of shuffles) {
          const order = ids(count).sort((a, b) => weights[Number(a.slice(7))]! - weights[Number(b.slice(7))]!);
          for (const [id, key] of moves(order, keys)) keys.set(id, key);
          expect(sorted(keys)).toEqual(order);
          expect(new Set(keys.values()).size).toBe(count);
        }
      },
    ),
    { numRuns: 100 },
  );
});

test('what comes from another section gets a key between its new neighbours', () => {
  const keys = keysFor(['a', 'b', 'c']);
  const moved = moves(['a', 'x', 'b', 'c', 'y'], keys);
  expect([...moved.keys()]).toEqual(['x', 'y']);
  expect(sorted(new Map([...keys, ...moved]))).toEqual(['a', 'x', 'b', 'c', 'y']);
});
