import { expect, test } from 'vitest';
import { createIds } from '../../src/kernel/ids.ts';

const shape = /^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;
const millisecondsOf = (id: string) => Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16);

test('ids come in order, more of them in one millisecond than can be counted included', () => {
  const now = new Date('2026-11-23T08:00:00.000Z');
  const id = createIds(() => now);
  const made = Array.from({ length: 20_000 }, id);
  expect(made).toEqual(made.toSorted());
  expect(new Set(made).size).toBe(made.length);
  expect(made.filter((one) => !shape.test(one))).toEqual([]);
  expect(millisecondsOf(made[0]!)).toBe(now.getTime());
  expect(millisecondsOf(made.at(-1)!) - now.getTime()).toBeLessThan(11); // each took 2,048 at least
});

test('a clock that is set back a little is waited for, and believed when it is set back far', () => {
  let now = new Date('2026-11-23T08:00:00.000Z');
  const id = createIds(() => now);
  const before = id();
  now = new Date('2026-11-23T07:59:58.000Z');
  expect(id() > before).toBe(true);
  now = new Date('2026-11-22T08:00:00.000Z');
  expect(millisecondsOf(id())).toBe(now.getTime());
});
