// Roles from the command line: made, given, explained, denied, taken, removed.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { lastLine, lms } from './lms.ts';

vi.setConfig({ testTimeout: 120_000 });
const scratch = mkdtempSync(join(tmpdir(), 'lectern-access-'));
const school = join(scratch, 'school');
const run = (...args: string[]) => lms(...args, '--dir', school);
const why = (...on: string[]) => run('access', 'why', 'ana@x.org', 'course.write', ...on);

beforeAll(async () => {
  const owner = ['--owner-email', 'marta@example.org', '--owner-password', 'a long sentence'];
  expect(await lms('init', school, '--yes', ...owner)).toMatchObject({ code: 0 });
  expect(await run('user', 'create', 'ana@x.org', '--name', 'Ana Ibarra')).toMatchObject({ code: 0 });
  expect(await run('call', 'courses.create', '--input', '{"title":"Reading maps"}')).toMatchObject({ code: 0 });
  expect(await run('call', 'courses.create', '--input', '{"title":"Second course"}')).toMatchObject({ code: 0 });
}, 120_000);
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

describe('lms access', () => {
  test('why ends with 0 where somebody may, with 1 where they may not, with 2 where it cannot be told', async () => {
    const made = await run('role', 'create', 'Course designer', '--permission', 'course.write', '--json');
    expect(lastLine(made)).toMatchObject({ id: 'course-designer', permissions: ['course.write'] });
    const nothing = await why('course:reading-maps');
    expect(nothing).toMatchObject({ code: 1 });
    expect(nothing.out).toMatch(/No: Ana Ibarra may not course\.write [\s\S]*Roles that allow it: course-designer, /);

    const until = ['--on', 'course:reading-maps', '--until', '2030-01-31'];
    const tried = await run('access', 'give', 'ana@x.org', 'Course designer', ...until, '--dry-run');
    expect(tried.out).toContain('Ana Ibarra would have Course designer.');
    expect(await why('course:reading-maps'), 'only tried').toMatchObject({ code: 1 });
    const given = await run('access', 'give', 'ana@x.org', 'Course designer', ...until, '--json');
    // A day is given to its end.
    expect(lastLine(given)).toMatchObject({ role: 'course-designer', until: '2030-02-01T00:00:00.000Z' });

    const may = await why('course:reading-maps');
    expect(may).toMatchObject({ code: 0 });
    expect(may.out).toMatch(/Yes: Ana Ibarra may [\s\S]*course-designer in Reading maps until 2030-01-31; given by /);
    expect(await why('course:second-course'), 'in another course').toMatchObject({ code: 1 });
    expect(await why(), 'in the whole school').toMatchObject({ code: 1 });

    expect(await run('access', 'deny', 'ana@x.org', 'course.write')).toMatchObject({ code: 0 });
    const denied = await why('course:reading-maps');
    expect(denied).toMatchObject({ code: 1 });
    expect(denied.out).toContain('A denial decides it');
    expect(await run('access', 'take', 'ana@x.org', 'course.write', '--denial')).toMatchObject({ code: 0 });
    expect(await why('course:reading-maps'), 'lifted').toMatchObject({ code: 0 });

    expect(await run('access', 'why', 'nobody@x.org', 'course.write')).toMatchObject({ code: 2 });
    expect(await run('access', 'why', 'ana@x.org', 'course.write', 'course:none')).toMatchObject({ code: 2 });
  });

  test('list says who has it, and role delete says how many lose it before it does anything', async () => {
    const listed = await run('access', 'list', '--role', 'course-designer', '--json');
    expect(lastLine(listed)).toMatchObject({ name: 'Ana Ibarra', assignment: { place: { title: 'Reading maps' } } });
    const changed = await run('role', 'change', 'course-designer', '--add', 'quiz.write', '--drop', 'course.write');
    expect(changed.out).toContain('for 1 person and 0 teams');
    expect(await why('course:reading-maps'), 'the role has lost it').toMatchObject({ code: 1 });

    const tried = await run('role', 'delete', 'course-designer', '--dry-run');
    expect(tried.out).toContain('The role Course designer would go from 1 person and 0 teams.');
    expect(lastLine(await run('role', 'show', 'course-designer', '--json'))).toMatchObject({ people: 1 });
    expect(await run('role', 'delete', 'course-designer', '--yes')).toMatchObject({ code: 0 });
    const gone = await run('access', 'give', 'ana@x.org', 'course-designer');
    expect(gone).toMatchObject({ code: 1 });
    expect(gone.err).toContain('There is no role course-designer.');
    expect(await run('access', 'give', 'ana@x.org', 'managr')).toMatchObject({
      err: expect.stringContaining('Did you mean manager?') as string,
    });
  });
});
