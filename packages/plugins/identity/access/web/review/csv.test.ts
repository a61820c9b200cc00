import { expect, test } from 'vitest';
import { csvHead, csvLine } from './csv.ts';
import type { Reviewed } from './pages.ts';

const line = (name: string): Reviewed => ({
  userId: 'usr-ana',
  name,
  through: { teamId: 'team-1', name: 'Teachers, "old"' },
  assignment: {
    assignmentId: 'asg-1',
    userId: null,
    teamId: 'team-1',
    name: 'Teachers',
    role: 'reviewer',
    permission: null,
    effect: 'allow',
    on: null,
    place: null,
    below: false,
    from: null,
    until: '2027-02-01T00:00:00.000Z',
    state: 'holds',
    givenBy: null,
    givenAt: '2026-11-02T09:00:00.000Z',
  },
});

test('a line of the review has as many cells as its head, in the words of the screens', () => {
  const none = { roles: [], permissions: [] };
  expect(csvHead().split(',')).toHaveLength(13);
  expect(csvLine(line('Ana Ibarra'), none)).toBe(
    'Ana Ibarra,usr-ana,"Teachers, ""old""",allow,Reviewer,,The whole school,,,2027-02-01T00:00:00.000Z,holds,2026-11-02T09:00:00.000Z,\r\n',
  );
});

test('nobody’s name is run as a formula', () => {
  // Guard: with the quotation mark taken out of `cell` this was red.
  expect(csvLine(line('=HYPERLINK("http://x")'), { roles: [], permissions: [] })).toMatch(/^"'=HYPERLINK\(""http/);
});
