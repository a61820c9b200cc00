// A file of people from the command line: the same by `lms import people.csv`.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { lastLine, lms } from './lms.ts';

vi.setConfig({ testTimeout: 60_000 });
const scratch = mkdtempSync(join(tmpdir(), 'lectern-user-import-'));
const school = join(scratch, 'school');
const file = join(scratch, 'herbst.csv');
const map = ['--map', 'Vorname=firstName', '--map', 'Nachname=lastName'];

beforeAll(async () => {
  const owner = ['--owner-email', 'marta@example.org', '--owner-password', 'a long sentence'];
  const made = await lms('init', school, '--yes', ...owner);
  expect(made, made.err).toMatchObject({ code: 0 });
  writeFileSync(file, 'E-Mail;Vorname;Nachname\r\nana@x.org;Ana;Ibarra\r\nnowhere;Ben;Okafor\r\n');
}, 60_000);
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

describe('lms import people.csv', () => {
  test('tries, imports, writes what was refused, and ends with 1 when something was', async () => {
    const tried = await lms('import', file, '--dir', school, ...map, '--dry-run');
    expect(tried).toMatchObject({ code: 1 });
    expect(tried.out).toContain('would be created: 1, refused: 1');
    expect(tried.out).toContain('line 3, E-Mail: This is no e-mail address.');
    const refused = join(scratch, 'refused.csv');
    const done = await lms('import', file, '--dir', school, ...map, '--refused', refused, '--json');
    expect(done.code).toBe(1);
    expect(lastLine(done)).toMatchObject({ type: 'summary', delimiter: ';', counts: { created: 1, refused: 1 } });
    const text = readFileSync(refused, 'utf8');
    expect(text).toContain('nowhere,Ben,Okafor,This is no e-mail address.');
    writeFileSync(refused, text.replace('nowhere', 'ben@x.org'));
    const mended = await lms('user', 'import', refused, '--dir', school, ...map, '--json');
    expect(mended.code).toBe(0);
    expect(lastLine(mended)).toMatchObject({ counts: { created: 1, refused: 0 } });
    const again = await lms('import', refused, '--dir', school, ...map, '--json');
    expect(lastLine(again)).toMatchObject({ counts: { created: 0, updated: 0, unchanged: 1 } });
  });

  test('says what is written wrongly, and tries nothing', async () => {
    const strange = await lms('import', file, '--dir', school, '--map', 'Name=name');
    expect(strange).toMatchObject({ code: 2 });
    expect(strange.err).toContain('The file has no column "Name". It has: E-Mail, Vorname, Nachname');
    const absent = await lms('import', join(scratch, 'absent.csv'), '--dir', school);
    expect(absent).toMatchObject({ code: 2 });
    expect(existsSync(join(scratch, 'absent.csv'))).toBe(false);
  });
});
