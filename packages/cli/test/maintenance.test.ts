import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lastLine, lms } from './lms.ts';

const scratch = mkdtempSync(join(tmpdir(), 'lectern-maintenance-'));
const dir = ['--dir', join(scratch, 'school')];

beforeAll(async () => {
  const owner = ['--owner-email', 'marta@example.org', '--owner-password', 'a long sentence'];
  await lms('init', dir[1]!, '--yes', ...owner);
}, 60_000);
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

describe('lms maintenance', () => {
  test('closes the school, says how it is, and opens it again', async () => {
    const seen = await lms('maintenance', 'on', '--until', '2h', '--message', 'We move.', '--dry-run', ...dir);
    expect(seen.out).toBe('The school would be closed.\n');
    expect((await lms('maintenance', ...dir)).out).toBe('The school is open.\n');

    const closed = await lms('maintenance', 'on', '--until', '2h', '--message', 'We move.', '--json', ...dir);
    const told = lastLine(closed) as { on: boolean; until: string; message: string };
    expect(told).toMatchObject({ on: true, message: 'We move.' });
    expect(Date.parse(told.until) - Date.now()).toBeGreaterThan(7_000_000);
    const how = await lms('maintenance', ...dir);
    expect(how.out).toMatch(/^The school is closed since .*\nPeople read: We move\.\nOpen it: lms maintenance off\n$/);
    expect((await lms('maintenance', 'off', ...dir)).out).toBe('The school is open.\n');
  }, 60_000);

  test('says what is written wrongly, and does nothing', async () => {
    for (const [args, sentence] of [
      [['on', '--until', 'tomorrow'], 'write 30m, 2h, 1d or a time such as'],
      [['on', '--until', '2020-01-01'], 'which is over already'],
      [['off', '--message', 'x'], 'go with `lms maintenance on`'],
    ] as const) {
      const wrong = await lms('maintenance', ...args, ...dir);
      expect([wrong.code, wrong.err]).toEqual([2, expect.stringContaining(sentence)]);
    }
    expect(lastLine(await lms('maintenance', '--json', ...dir))).toMatchObject({ on: false });
  }, 60_000);
});

test('lms key list tells how much a key was used, and what it is held to', async () => {
  const made = await lms('key', 'create', 'agent', '--requests-per-minute', '60', ...dir);
  expect(made, made.err).toMatchObject({ code: 0 });
  const { out } = await lms('key', 'list', ...dir);
  expect(out).toMatch(/agent {2}everything {2}never used {2}0 requests in 30 days, 60 a minute at most\n$/);
  const [key] = (lastLine(await lms('key', 'list', '--json', ...dir)) as { items: object[] }).items;
  expect(key).toMatchObject({ requestsPerMinute: 60, used: { days: 30, requests: 0, errors: 0, bytes: 0 } });
}, 60_000);
