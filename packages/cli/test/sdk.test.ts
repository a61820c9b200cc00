// A school's own client, and what would break programs of an earlier document.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lastLine, lms } from './lms.ts';

const scratch = mkdtempSync(join(tmpdir(), 'lectern-sdk-'));
const [school, document, client] = ['school', 'school.json', 'school.ts'].map((name) => join(scratch, name)) as [
  string,
  string,
  string,
];

beforeAll(async () => {
  const made = await lms(
    'init',
    school,
    '--yes',
    '--owner-email',
    'marta@example.org',
    '--owner-password',
    'a long sentence',
  );
  expect(made, made.err).toMatchObject({ code: 0 });
  await lms('openapi', '--dir', school, '--out', document);
}, 60_000);
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

describe('lms sdk', () => {
  test('writes a client of the school, and says when programs of an earlier document would break', async () => {
    const made = await lms('sdk', 'generate', '--dir', school, '--out', client, '--against', document, '--json');
    expect(made, made.err).toMatchObject({ code: 0 });
    expect((lastLine(made) as { operations: number }).operations).toBeGreaterThan(50);
    const text = readFileSync(client, 'utf8');
    expect(text).toContain("'courses.publish': { method: 'POST', path: '/api/courses/:courseId/publish' }");
    expect(text).toContain('export const createClient');

    // As if an earlier version had had one more.
    const earlier = join(scratch, 'earlier.json');
    const openApi = JSON.parse(readFileSync(document, 'utf8')) as { paths: Record<string, object> };
    openApi.paths['/api/courses/{courseId}/applaud'] = { post: { operationId: 'courses.applaud', responses: {} } };
    writeFileSync(earlier, JSON.stringify(openApi));
    const before = text.length;
    const broken = await lms('sdk', 'generate', '--dir', school, '--out', client, '--against', earlier);
    expect(broken).toMatchObject({ code: 1, out: 'courses.applaud: is gone\n' });
    expect(broken.err).toContain('1 changes would break programs written against');
    expect(readFileSync(client, 'utf8')).toHaveLength(before);
    expect(await lms('sdk', 'compare', earlier, document)).toMatchObject({
      code: 1,
      out: 'courses.applaud: is gone\n1 changes break programs.\n',
    });
    expect(await lms('sdk', 'compare', document, earlier)).toMatchObject({ code: 0, out: 'Nothing breaks.\n' });
  }, 60_000);

  test('a file that is no document is named', async () => {
    const wrong = await lms('sdk', 'compare', join(scratch, 'nothing.json'), document);
    expect(wrong.code).toBe(2);
    expect(wrong.err).toMatch(/nothing\.json cannot be read as a document of a school: ENOENT/);
  });
});
