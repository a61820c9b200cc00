// A real folder, a school that is served and one that is not.
import { execFile, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lastLine, lms, lmsWith, program } from './lms.ts';

const scratch = mkdtempSync(join(tmpdir(), 'lectern-cli-'));
const school = join(scratch, 'school');
const folder = join(scratch, 'statistics');

beforeAll(async () => {
  mkdirSync(join(folder, '01-looking/imgs'), { recursive: true });
  writeFileSync(
    join(folder, '01-looking/01-why.md'),
    '# Why the average lies\n\nTen people. ![Dots](imgs/dots.png) [Next](02-median.md#prefer-it)\n',
  );
  writeFileSync(join(folder, '01-looking/02-median.md'), '# The median\n\n## Prefer it\n\nOften.\n');
  const dot = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
  writeFileSync(join(folder, '01-looking/imgs/dots.png'), Buffer.from(dot, 'base64'));
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
}, 60_000);
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

describe('a school that nobody serves', () => {
  test('a dry run shows the outline and changes nothing', async () => {
    const dry = await lms('import', folder, '--dir', school, '--dry-run', '--json');
    expect(dry, dry.err).toMatchObject({ code: 0 });
    expect(lastLine(dry)).toMatchObject({ type: 'summary', lost: [] });
    const courses = await lms('call', 'courses.list', '--dir', school, '--input', '{}');
    expect(JSON.parse(courses.out)).toEqual({ items: [], next: null });
  }, 60_000);

  test('a folder is imported, and a second time changes nothing', async () => {
    const first = await lms('import', folder, '--dir', school, '--publish', '--json');
    expect(lastLine(first)).toMatchObject({
      type: 'summary',
      created: { courses: 1, lessons: 2 },
      updated: {},
      unchanged: {},
      lost: [],
    });
    expect(first.code).toBe(0);
    const second = await lms('import', folder, '--dir', school, '--publish', '--json');
    expect(lastLine(second)).toMatchObject({
      created: {},
      updated: {},
      unchanged: { courses: 1, lessons: 2 },
      lost: [],
    });
  }, 60_000);

  test('a folder that was renamed goes into the course that is named', async () => {
    const renamed = join(scratch, 'statistics-2027');
    cpSync(folder, renamed, { recursive: true });
    const again = await lms('import', renamed, '--dir', school, '--into', 'statistics', '--json');
    expect(lastLine(again)).toMatchObject({ created: {}, unchanged: { lessons: 2 } });
    const courses = JSON.parse((await lms('call', 'courses.teaching', '--dir', school)).out) as { items: unknown[] };
    expect(courses.items).toHaveLength(1);
    expect((await lms('import', folder, '--dir', school, '--into', 'statistics', '--json')).code).toBe(0);
  }, 60_000);

  test('what is lost is named, and decides the exit code', async () => {
    const broken = join(scratch, 'broken');
    mkdirSync(broken, { recursive: true });
    writeFileSync(join(broken, 'one.md'), 'See [there](nowhere.md).\n');
    const strict = await lms('import', broken, '--dir', school, '--json');
    expect(strict.code).toBe(1);
    expect(lastLine(strict)).toMatchObject({ created: { lessons: 1 }, lost: [{ at: 'one.md#L1' }] });
    expect((await lms('import', broken, '--dir', school, '--json', '--allow-loss')).code).toBe(0);
  }, 60_000);

  test('a course goes out as a folder and comes back as it was', async () => {
    const out = join(scratch, 'out');
    expect(await lms('export', 'statistics', '--dir', school, '--out', out)).toMatchObject({ code: 0 });
    const [name] = readdirSync(out);
    const again = join(scratch, 'again');
    const made = await lms(
      'init',
      again,
      '--yes',
      '--owner-email',
      'ben@example.org',
      '--owner-password',
      'a long sentence',
    );
    expect(made.code).toBe(0);
    const summary = lastLine(await lms('import', join(out, name!), '--dir', again, '--json'));
    expect(summary).toMatchObject({ created: { courses: 1, lessons: 2 }, lost: [] });
  }, 60_000);

  test('a log that somebody has touched is noticed, and where', async () => {
    expect(lastLine(await lms('audit', 'verify', '--dir', school, '--json'))).toMatchObject({ ok: true, fault: null });
    const [noted, proof] = [join(scratch, 'head.json'), join(scratch, 'proof.json')];
    expect((await lms('audit', 'head', '--dir', school, '--out', noted)).code).toBe(0);
    const file = new DatabaseSync(join(school, 'data/school.db'));
    const { id, operation: was } = file.prepare('select id, operation from audit_entries where position = 2').get()!;
    const proving = ['audit', 'prove', String(id), '--dir', school, '--head', noted, '--out', proof];
    expect((await lms(...proving)).out).toContain(`Verify it: lms audit verify ${proof}`);

    // As somebody would who owns the machine: the database refuses it first.
    const rewrite = (operation: typeof was) =>
      file.prepare('update audit_entries set operation = ? where position = 2').run(operation!);
    expect(() => rewrite('courses.get')).toThrow('rows of audit_entries are a record and are not changed');
    const [trigger] = file.prepare("select sql from sqlite_schema where name = 'audit_entries_no_update'").all();
    file.exec('drop trigger audit_entries_no_update');
    rewrite('courses.get');
    const touched = await lms('audit', 'verify', '--dir', school);
    expect([touched.code, touched.out]).toEqual([1, expect.stringMatching(/^Entry 2 was altered.*\n.*\nA backup/)]);
    rewrite(was);
    file.exec(String(trigger!.sql));
    file.close();
    const whole = await lms('audit', 'verify', '--dir', school, '--head', noted);
    expect(whole.out).toMatch(/^\d+ entries, as sealed\.\nlectern\.audit\//);

    // Without any school: only the two files.
    const told = await lms('audit', 'verify', proof, '--head', noted);
    expect([told.code, told.out]).toEqual([0, expect.stringContaining(`${String(was)} done`)]);
    writeFileSync(proof, readFileSync(proof, 'utf8').replace('"done"', '"not_allowed"'));
    const forged = await lms('audit', 'verify', proof);
    expect([forged.code, forged.out]).toEqual([1, expect.stringContaining('it was altered, or never was in it')]);
  }, 60_000);

  test('a refusal goes to standard error as a problem, exit 1', async () => {
    const refused = await lms('call', 'courses.create', '--dir', school, '--input', '{"titel":"x"}', '--json');
    expect(refused).toMatchObject({ code: 1, out: '' });
    expect(JSON.parse(refused.err)).toMatchObject({ code: 'invalid_input', status: 422 });
  }, 30_000);

  test('what is written wrongly says what to write', async () => {
    expect((await lms('call', 'courses.lst', '--dir', school)).err).toContain('courses.list');
    expect((await lms('call', 'courses.list', '--dir', school, '--input', '{')).err).toContain('not JSON');
    expect((await lms('serve', '--dir', join(scratch, 'nothing'))).code).not.toBe(0);
    expect((await lms('init', school, '--yes')).err).toContain('not empty');
    expect(
      (await lms('init', join(scratch, 'x'), '--yes', '--owner-email', 'a@example.org', '--owner-password', 'short'))
        .err,
    ).toContain('at least 10');
  }, 60_000);

  test('a restore is tried without a trace, also where the environment names another database', async () => {
    const { folder } = lastLine(await lms('backup', '--dir', school, '--json')) as { folder: string };
    const target = join(scratch, 'tried');
    // Without the given database and files the trial went into those of the environment.
    const elsewhere = join(scratch, 'elsewhere');
    const env = { LECTERN_DATABASE: join(elsewhere, 'school.db'), LECTERN_STORAGE: join(elsewhere, 'files') };
    const tried = await lmsWith({ env }, 'restore', folder, '--dir', target, '--dry-run', '--json');
    expect(lastLine(tried), tried.err).toMatchObject({ rows: expect.any(Number), objects: expect.any(Number) });
    expect([existsSync(target), existsSync(elsewhere)]).toEqual([false, false]);
  }, 60_000);

  test('an account, a link and a key can be previewed, and are not made', async () => {
    const preview = async (...args: string[]) => lastLine(await lms(...args, '--dir', school, '--dry-run', '--json'));
    expect(await preview('user', 'create', 'ben@example.org')).toMatchObject({
      type: 'preview',
      events: [{ name: 'user.joined' }],
      audit: { operation: 'auth.invite' },
    });
    expect(await preview('user', 'link')).toMatchObject({ audit: { operation: 'auth.createLink' } });
    expect(await preview('key', 'create', 'web')).toMatchObject({ audit: { operation: 'auth.createKey' } });
    expect((await lms('call', 'users.list', '--dir', school)).out).not.toContain('ben@example.org');
    expect((await lms('call', 'auth.keys', '--dir', school)).out).not.toContain('web');
  }, 60_000);

  test('the machine’s owner who is locked out makes a link, which opens where the school is served', async () => {
    const { link, email } = lastLine(await lms('user', 'link', '--dir', school, '--json')) as Record<string, string>;
    expect(email).toBe('marta@example.org');
    expect(link).toMatch(/^http:\/\/127\.0\.0\.1:4040\/set-up\/[\w-]{43}$/);
    const token = link!.split('/').at(-1)!;
    const use = () =>
      lms('call', 'auth.useLink', '--dir', school, '--input', JSON.stringify({ token, password: 'a long sentence' }));
    expect((await use()).code).toBe(0);
    expect((await use()).err).toContain('lms user link EMAIL');
    const nobody = await lms('user', 'link', 'nobody@example.org', '--dir', school);
    expect(nobody).toMatchObject({ code: 1, out: '' });
    expect(nobody.err).toContain('nobody@example.org');
  }, 60_000);

  test('--dry-run of an operation shows what it would do and does not do it', async () => {
    const preview = JSON.parse(
      (await lms('call', 'courses.create', '--dir', school, '--input', '{"title":"Maps"}', '--dry-run')).out,
    );
    expect(preview).toMatchObject({ answer: { title: 'Maps' }, audit: { operation: 'courses.create' } });
    expect(preview.events.map((event: { name: string }) => event.name)).toContain('course.created');
    expect((await lms('call', 'courses.teaching', '--dir', school)).out).not.toContain('Maps');
  }, 30_000);
});

test('a reader that has enough is no fault', async () => {
  const piped = 'set -o pipefail; "$0" "$1" completion bash | true';
  const { stderr } = await promisify(execFile)('bash', ['-c', piped, process.execPath, program]);
  expect(stderr).toBe('');
}, 30_000);

test('while it is served the same commands go through its socket; it ends calmly', async () => {
  const server = spawn(process.execPath, [program, 'serve', '--dir', school, '--port', '0', '--json'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: server.stdout });
  const ready = JSON.parse((await lines[Symbol.asyncIterator]().next()).value as string) as {
    type: string;
    url: string;
  };
  expect(ready.type).toBe('ready');
  expect((await fetch(`${ready.url}/healthz`)).status).toBe(200);

  const doctor = await lms('doctor', '--dir', school, '--json');
  expect(lastLine(doctor), doctor.out).toMatchObject({ ok: true });
  expect((await lms('jobs', 'list', '--state', 'failed', '--dir', school)).out).toBe('Nothing has failed.\n');
  const key = (await lms('key', 'create', 'script', '--dir', school)).out.trim();
  const mine = await fetch(`${ready.url}/api/courses/teaching`, { headers: { authorization: `Bearer ${key}` } });
  expect(((await mine.json()) as { items: unknown[] }).items.length).toBeGreaterThan(0);
  const invited = lastLine(
    await lms(
      'user',
      'create',
      'ana@example.org',
      '--name',
      'Ana',
      '--password',
      'another sentence',
      '--dir',
      school,
      '--json',
    ),
  );
  expect(invited).toMatchObject({ email: 'ana@example.org' });
  const signIn = await fetch(`${ready.url}/api/auth/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'ana@example.org', password: 'another sentence' }),
  });
  expect(signIn.status).toBe(200);

  // At the port it is served at, not the one its configuration names.
  const { out: link } = await lms('user', 'link', 'ana@example.org', '--dir', school, '--quiet');
  expect(link).toMatch(new RegExp(`^${ready.url}/set-up/`));
  expect((await fetch(link.trim())).status).toBe(200);

  const backup = lastLine(await lms('backup', '--dir', school, '--json')) as { folder: string };
  expect(JSON.parse(readFileSync(join(backup.folder, 'manifest.json'), 'utf8'))).toMatchObject({
    format: 'lectern-backup',
  });
  const restored = join(scratch, 'restored');
  expect(lastLine(await lms('restore', backup.folder, '--dir', restored, '--json'))).toMatchObject({ type: 'summary' });
  const courses = JSON.parse((await lms('call', 'courses.list', '--dir', restored)).out) as {
    items: { slug: string }[];
  };
  expect(courses.items.map(({ slug }) => slug)).toEqual(['statistics']);
  // What is done past every operation stands in the log all the same.
  const logged = async (folder: string, operation: string) =>
    JSON.parse(
      (await lms('call', 'audit.list', '--input', JSON.stringify({ operation }), '--dir', folder)).out,
    ).items.map(({ via, target }: { via: string; target: { id: string } | null }) => [via, target?.id]);
  expect(await logged(school, 'admin.backUp')).toContainEqual(['command-line', basename(backup.folder)]);
  expect(await logged(restored, 'admin.restore')).toEqual([['command-line', undefined]]);

  server.kill('SIGTERM');
  const code = await new Promise((resolve) => server.on('exit', resolve));
  expect(code).toBe(0);
}, 120_000);
