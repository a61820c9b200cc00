// A terminal that a person lets in from a browser: here the browser's part is taken by the owner of the machine.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { lastLine, lms, lmsWith, program } from './lms.ts';

const scratch = mkdtempSync(join(tmpdir(), 'lectern-login-'));
const school = join(scratch, 'school');
const env = { XDG_CONFIG_HOME: join(scratch, 'config') };
const file = join(scratch, 'config/lectern/credentials.json');
let url = '';
let stop = async () => {};

beforeAll(async () => {
  const owner = ['--owner-email', 'marta@example.org', '--owner-password', 'a long sentence'];
  const made = await lms('init', school, '--yes', ...owner);
  expect(made, made.err).toMatchObject({ code: 0 });
  const child = spawn(process.execPath, [program, 'serve', '--dir', school, '--port', '0', '--json']);
  const ended = new Promise<void>((done) => child.once('exit', () => done()));
  const { value } = await createInterface(child.stdout)[Symbol.asyncIterator]().next();
  url = (JSON.parse(String(value)) as { url: string }).url;
  stop = () => {
    child.kill('SIGTERM');
    return ended;
  };
}, 60_000);
afterAll(async () => {
  await stop();
  rmSync(scratch, { recursive: true, force: true });
});

/** Signs in as far as the code, answers it, and waits for the end. */
async function login(allow: boolean, ...more: string[]) {
  const child = spawn(process.execPath, [program, 'login', url, '--json', '--machine', 'laptop', ...more], {
    env: { ...process.env, ...env },
  });
  let err = '';
  child.stderr.on('data', (chunk) => (err += chunk));
  const code = new Promise<number | null>((done) => child.once('exit', done));
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const asked = JSON.parse((await lines.next()).value as string) as { userCode: string; address: string };
  expect(asked.address).toBe(`${url}/device`);
  const input = JSON.stringify({ code: asked.userCode, allow });
  expect((await lms('call', 'auth.decideDevice', '--dir', school, '--input', input)).err).toBe('');
  const { value } = await lines.next();
  return { code: await code, err, told: value === undefined ? undefined : (JSON.parse(value as string) as object) };
}

test('a machine is let in, commands act as the person, and it is let out again', async () => {
  expect(await login(true)).toMatchObject({
    code: 0,
    told: { type: 'signed-in', person: { email: 'marta@example.org' } },
  });
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const { token } = (JSON.parse(readFileSync(file, 'utf8')) as Record<string, { token: string }>)[url]!;
  expect(lastLine(await lmsWith({ env }, 'whoami', `${url}/`, '--json'))).toMatchObject({
    person: { email: 'marta@example.org' },
  });
  expect(lastLine(await lmsWith({ env }, 'whoami', '--json'))).toMatchObject({ items: [{ url }] });
  const keys = lastLine(await lmsWith({ env }, 'key', 'list', '--url', url, '--json')) as { items: object[] };
  expect(keys.items).toEqual([expect.objectContaining({ name: 'laptop', permissions: null })]);

  expect(lastLine(await lmsWith({ env }, 'logout', url, '--json'))).toEqual({ url, ended: true });
  expect(readFileSync(file, 'utf8')).toBe('{}\n');
  const after = await lmsWith({ env: { ...env, LECTERN_TOKEN: token } }, 'key', 'list', '--url', url);
  expect(after).toMatchObject({ code: 1, err: expect.stringContaining(`lms login ${url}`) });
}, 90_000);

test('what was asked for is all it gets, and a no is a no', async () => {
  expect((await login(true, '--permission', 'user.read')).code).toBe(0);
  expect((await lmsWith({ env }, 'call', 'users.list', '--url', url)).code).toBe(0);
  expect((await lmsWith({ env }, 'call', 'access.assignments', '--url', url)).err).toContain('not_allowed');
  expect((await lmsWith({ env }, 'key', 'create', 'wider', '--url', url)).code).toBe(1);
  const refused = await login(false);
  expect(refused).toMatchObject({
    code: 1,
    told: undefined,
    err: expect.stringContaining('the answer in the browser was no'),
  });
  expect((await lmsWith({ env }, 'login', 'nowhere')).code).toBe(2);
}, 90_000);
