// The mini school of a plugin, started as its author starts it: a real process, pages and operations over HTTP.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, expect, test } from 'vitest';
import { lms, program } from './lms.ts';

interface Ready {
  readonly url: string;
  readonly folder: string;
  readonly plugins: readonly string[];
  readonly signIns: { readonly owner: string; readonly learner: string; readonly password: string };
}
const scratch = mkdtempSync(join(tmpdir(), 'lectern-dev-test-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

async function dev(plugin: string) {
  // A database that no mini school may touch: without the cleared environment it would be made and sown.
  const env = { ...process.env, LECTERN_DATABASE: join(scratch, 'real', 'school.db') };
  const child = spawn(process.execPath, [program, 'dev', plugin, '--json'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env,
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ready = async () => JSON.parse((await lines.next()).value as string) as Ready;
  const end = () =>
    new Promise<void>((resolve) => {
      child.on('exit', () => resolve());
      child.kill('SIGINT');
    });
  return { ready, end };
}
async function signedIn({ url, signIns }: Ready, email: string): Promise<(path: string) => Promise<Response>> {
  const answer = await fetch(`${url}/api/auth/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password: signIns.password }),
  });
  expect(answer.status).toBe(200);
  const cookie = answer.headers.getSetCookie()[0]!.split(';')[0]!;
  return (path) => fetch(`${url}${path}`, { headers: { cookie } });
}

test('enrollment opens with the courses it is about, and is gone when it ends', async () => {
  const { ready, end } = await dev('enrollment');
  const school = await ready();
  expect(school.plugins).toContain('enrollment');
  expect(school.plugins).not.toContain('progress');
  expect((await fetch(`${school.url}/`)).status).toBe(200);
  const learner = await signedIn(school, school.signIns.learner);
  const { items } = (await (await learner('/api/enrollment/mine')).json()) as { items: unknown[] };
  expect(items.length).toBeGreaterThan(0);
  await end();
  expect(existsSync(school.folder)).toBe(false);
  expect(existsSync(join(scratch, 'real'))).toBe(false);
}, 60_000);

test('users opens with nothing but the identity wing', async () => {
  const { ready, end } = await dev('users');
  const school = await ready();
  expect(school.plugins).toEqual(['organizations', 'users', 'access', 'auth']);
  expect((await fetch(`${school.url}/sign-in`)).status).toBe(200);
  const owner = await signedIn(school, school.signIns.owner);
  const { items } = (await (await owner('/api/users')).json()) as { items: unknown[] };
  expect(items.length).toBeGreaterThan(10);
  await end();
}, 60_000);

test('a plugin of one’s own starts again when it changes, and who is signed in stays so', async () => {
  const folder = join(scratch, 'greetings');
  mkdirSync(join(folder, 'src'), { recursive: true });
  /** As many editors save: `node --watch` saw the first time, and never another. */
  const write = (greeting: string) => {
    writeFileSync(
      join(folder, 'src', 'draft'),
      `import { defineContract, definePlugin, get, Line, Nothing } from '@lectern/kit';
const output = Nothing.extend({ text: Line });
export const greetingsPlugin = definePlugin({
  contract: defineContract({
    id: 'greetings',
    summary: 'Says hello',
    operations: {
      say: get('/', { summary: 'Hello', needs: 'self', input: Nothing, output, example: { input: {}, output: { text: 'Hi' } } }),
    },
  }),
  service: () => ({}),
  handlers: () => ({
    say: () => {
      void Promise.reject(new Error('nobody awaits this')); // must not end the school
      return { text: '${greeting}' };
    },
  }),
});
`,
    );
    renameSync(join(folder, 'src', 'draft'), join(folder, 'src', 'plugin.ts'));
  };
  write('Good morning');
  const { ready, end } = await dev(folder);
  const first = await ready();
  const owner = await signedIn(first, first.signIns.owner);
  expect(await (await owner('/api/greetings')).json()).toEqual({ text: 'Good morning' });
  for (const greeting of ['Good evening', 'Good night']) {
    write(greeting);
    expect((await ready()).url).toBe(first.url);
    expect(await (await owner('/api/greetings')).json()).toEqual({ text: greeting });
  }
  await end();
}, 60_000);

// Its sources are no modules that Node loads: without being told of them the watcher would see nothing.
test('a screen of one’s own is built, and again when it changes', async () => {
  const school = join(scratch, 'with-screen');
  for (const command of [`init ${school} --yes`, `plugin create points --dir ${school}`])
    expect(await lms(...command.split(' '))).toMatchObject({ code: 0 });
  const folder = join(school, 'plugins/points');
  const { ready, end } = await dev(folder);
  const first = await ready();
  expect(first.plugins).toContain('points');
  const moduleOf = async () => /assets\/plugins\/points\/[^"]*/.exec(await (await fetch(`${first.url}/`)).text())![0];
  const before = await moduleOf();
  const messages = join(folder, 'web/messages.ts');
  writeFileSync(messages, readFileSync(messages, 'utf8').replace('Leaderboard', 'Best of all'));
  await ready();
  expect(await moduleOf()).not.toBe(before);
  expect(await (await fetch(`${first.url}/`)).text()).toContain('Best of all');
  await end();
}, 60_000);
