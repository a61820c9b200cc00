// A school leaves as one file and comes in elsewhere.
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { lastLine, lms } from './lms.ts';

const scratch = mkdtempSync(join(tmpdir(), 'lectern-moving-'));
const at = (name: string) => join(scratch, name);
const owner = (email: string) => ['--owner-email', email, '--owner-password', 'a long sentence'];

beforeAll(async () => {
  const [from, to] = await Promise.all([
    lms('init', at('from'), '--yes', '--name', 'North', ...owner('marta@example.org')),
    lms('init', at('to'), '--yes', '--name', 'South', ...owner('marta@example.org')),
  ]);
  expect(from, from.err).toMatchObject({ code: 0 });
  expect(to, to.err).toMatchObject({ code: 0 });
}, 60_000);
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

test('a school is exported once to a name, and says what is in the file', async () => {
  const done = await lms('org', 'export', 'North', '--dir', at('from'), '--out', at('north.zip'), '--json');
  expect(lastLine(done)).toMatchObject({ type: 'summary', organization: { name: 'North' }, people: 1, missing: [] });
  const again = await lms('org', 'export', '--dir', at('from'), '--out', at('north.zip'));
  expect(again).toMatchObject({ code: 1, err: expect.stringContaining('exists already. Name a file that does not.') });
  const nobody = await lms('org', 'export', 'West', '--dir', at('from'), '--out', at('west.zip'));
  expect(nobody).toMatchObject({ code: 1, err: expect.stringContaining('There is no school West here') });
  expect(existsSync(at('west.zip'))).toBe(false);
}, 60_000);

test('it becomes a school of its own in a new folder, whose owner is given a link', async () => {
  const would = await lms('org', 'import', at('north.zip'), '--dir', at('own'), '--dry-run');
  expect(would.out).toContain('1 people would come');
  expect(existsSync(at('own'))).toBe(false);
  const done = await lms('org', 'import', at('north.zip'), '--dir', at('own'));
  expect(done, done.err).toMatchObject({ code: 0 });
  expect(done.out).toMatch(/marta <marta@example\.org>: http:\/\/[^/]+\/set-up\/\S+\nNext: lms serve --dir/);
  expect((await lms('user', 'list', '--dir', at('own'), '--json')).out).toContain('marta@example.org');
}, 60_000);

test('it becomes a school below another, where who is known keeps their account; twice is refused', async () => {
  const done = await lms('org', 'import', at('north.zip'), '--dir', at('to'), '--json');
  expect(lastLine(done)).toMatchObject({
    organization: { name: 'North', address: 'north' },
    people: { coming: 0, known: 1, addresses: ['marta@example.org'] },
    owners: [{ email: 'marta@example.org', link: null }],
  });
  expect((await lms('org', 'list', '--dir', at('to'))).out).toMatch(/^north\s+North\s+active$/m);
  const again = await lms('org', 'import', at('north.zip'), '--dir', at('to'), '--address', 'north-2');
  expect(again).toMatchObject({ code: 1, err: expect.stringContaining('The school North is here already (north)') });
}, 60_000);

test('what is no archive is refused with its name, and leaves no folder behind', async () => {
  writeFileSync(at('letter.zip'), 'Dear school');
  const done = await lms('org', 'import', at('letter.zip'), '--dir', at('letter'));
  expect(done).toMatchObject({ code: 1, err: expect.stringContaining('is no archive of a school') });
  expect(existsSync(at('letter'))).toBe(false);
}, 60_000);
