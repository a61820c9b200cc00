import { afterEach, expect, test } from 'vitest';
import { beginningOf, endOf, firstDay, lastDay } from './term.ts';

const zone = process.env.TZ;
afterEach(() => {
  process.env.TZ = zone ?? 'UTC';
});

test.each(['UTC', 'Europe/Oslo', 'America/New_York'])(
  'in %s a right holds through the whole of its last day, also where the clocks change on it',
  (timeZone) => {
    // Guard: with 24 hours added in place of a day, the days on which clocks change were red in Oslo and New York.
    process.env.TZ = timeZone;
    for (const day of ['2027-01-31', '2027-03-14', '2027-03-28', '2027-10-31', '2027-11-07', '2027-12-31']) {
      expect(firstDay(beginningOf(day)), day).toBe(day);
      expect(lastDay(endOf(day)), day).toBe(day);
      expect(new Date(endOf(day)).getHours(), day).toBe(0);
    }
    expect([firstDay(null), lastDay(null)]).toEqual(['', '']);
  },
);
