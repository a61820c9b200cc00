// What keeps a school: its log read, its database brought along.
import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lastLine, lms, program } from './lms.ts';

const scratch = mkdtempSync(join(tmpdir(), 'lectern-keep-'));
const school = join(scratch, 'school');

beforeAll(async () => {
  const owner = ['--owner-email', 'marta@example.org', '--owner-password', 'a long sentence'];
  const made = await lms('init', school, '--yes', ...owner);
  expect(made, made.err).toMatchObject({ code: 0 });
}, 60_000);
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** @returns once it serves; `end` stops it */
async function serve(): Promise<{ url: string; end: () => Promise<void> }> {
  const child = spawn(process.execPath, [program, 'serve', '--dir', school, '--port', '0', '--json']);
  const ended = new Promise<void>((done) => child.once('exit', () => done()));
  const { value } = await createInterface(child.stdout)[Symbol.asyncIterator]().next();
  return {
    url: (JSON.parse(String(value)) as { url: string }).url,
    end: () => {
      child.kill('SIGTERM');
      return ended;
    },
  };
}
describe('lms logs', () => {
  test('tells what was logged, also when nobody serves, and follows what is logged next', async () => {
    expect((await lms('logs', '--dir', school)).out).toMatch(/Nothing is logged yet: lms serve writes the log/);
    const first = await serve();
    await first.end();
    const told = await lms('logs', '--dir', school);
    expect(told.out).toMatch(
      /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d info {2}serving url=http:\/\/127\.0\.0\.1:\d+ process=\d+\n.*stopped\n$/,
    );
    expect((await lms('logs', '--dir', school, '--level', 'warn')).out).toBe('Nothing of that kind is logged.\n');
    expect(lastLine(await lms('logs', '--dir', school, '--json', '-n', '1'))).toMatchObject({
      level: 'info',
      msg: 'stopped',
    });

    const following = spawn(process.execPath, [program, 'logs', '--dir', school, '--follow', '--json', '-n', '1']);
    const lines = createInterface(following.stdout)[Symbol.asyncIterator]();
    const next = async () => JSON.parse((await lines.next()).value as string) as { msg: string };
    expect((await next()).msg).toBe('stopped');
    const second = await serve();
    expect((await next()).msg).toBe('serving');
    await second.end();
    expect((await next()).msg).toBe('stopped');
    following.kill('SIGINT');
    expect(await new Promise((done) => following.once('exit', done))).toBe(0);
  }, 60_000);

  test('a moment it cannot read is refused with those it can', async () => {
    const wrong = await lms('logs', '--dir', school, '--since', 'yesterday-ish');
    expect(wrong).toMatchObject({ code: 2 });
    expect(wrong.err).toContain('write 30m, 2h, 3d');
  });
});

describe('lms upgrade', () => {
  const behind = join(scratch, 'behind');
  /** As it was before the last migration: what a school of the version before has. */
  const leaveBehind = () => {
    cpSync(school, behind, { recursive: true, filter: (path) => !path.endsWith('.sock') });
    const file = new DatabaseSync(join(behind, 'data/school.db'));
    file.exec('drop table certificate_rules; drop table certificates');
    file.exec(`delete from schema_migrations where plugin = 'certificates'`);
    file.close();
  };

  const tables = () => {
    const file = new DatabaseSync(join(behind, 'data/school.db'), { readOnly: true });
    const names = file.prepare('select name from sqlite_schema').all();
    file.close();
    return names.map(({ name }) => name);
  };

  test('has nothing to do in a school of this version', async () => {
    expect((await lms('upgrade', '--dir', school)).out).toBe('Nothing to do: the database is up to date.\n');
  }, 60_000);

  test('does not touch a school that is served', async () => {
    const serving = await serve();
    const refused = await lms('upgrade', '--dir', school);
    await serving.end();
    expect(refused.code).toBe(1);
    expect(refused.err).toMatch(/^Process \d+ is serving this school\. Stop it, upgrade, and serve again\.\n$/);
  }, 60_000);

  test('brings a school of the version before along, and says what it did', async () => {
    leaveBehind();
    const plan = await lms('upgrade', '--dir', behind, '--dry-run');
    expect(plan.out).toMatch(/^-- certificates\/0001_initial\n.*create table "certificate_rules"/s);
    expect(tables()).not.toContain('certificate_rules');
    const done = await lms('upgrade', '--dir', behind, '--yes');
    expect(done, done.err).toMatchObject({ code: 0 });
    expect(done.out).toMatch(
      /To apply:\n {2}certificates\/0001_initial\n1 migrations applied, and the school stands\. The backup made before: .*data\/backups\//,
    );
    expect(tables()).toContain('certificate_rules');
  }, 60_000);
});
