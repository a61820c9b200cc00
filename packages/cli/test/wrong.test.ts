// What people type wrongly: the sentence says what to type instead, and the exit code whether anything was tried.
import { globSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { lms, lmsWith } from './lms.ts';

const scratch = mkdtempSync(join(tmpdir(), 'lectern-wrong-'));
beforeAll(async () => {
  mkdirSync(join(scratch, 'empty'));
  mkdirSync(join(scratch, 'course'));
  writeFileSync(join(scratch, 'course', 'one.md'), '# One\n');
  writeFileSync(join(scratch, 'file'), '');
  const made = await lms('init', join(scratch, 'school'), '--yes');
  expect(made, made.err).toMatchObject({ code: 0 });
}, 60_000);
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const wrong: readonly (readonly [typed: string, code: 1 | 2, says: string])[] = [
  ['srve', 2, 'Did you mean `lms serve`?'],
  ['usr create', 2, 'Did you mean `lms user create`?'],
  ['user creat ana@example.org', 2, 'Did you mean `lms user create`?'],
  ['--dir school doctor', 2, 'lms doctor --dir'],
  ['serve --prot 3', 2, 'Did you mean --port?'],
  ['serve --port abc', 2, '--port: Expected an integer'],
  ['serve extra', 2, '`lms serve` takes no argument'],
  ['serve --dir school --dry-run', 2, 'has no preview'],
  ['serve --url http://127.0.0.1:1', 2, '--dir in place of --url'],
  ['doctor', 1, '--dir'],
  ['doctor --dir nowhere', 1, 'lms init nowhere'],
  ['doctor --dir empty', 1, 'lms init empty'],
  ['doctor --dir file', 2, 'which is a file'],
  ['doctor --url http://127.0.0.1:1', 2, '--dir'],
  ['call --dir school', 2, 'operation'],
  ['call courses.lst --dir school', 2, 'Did you mean courses.list?'],
  ['call cours.list --dir school', 2, 'Did you mean courses.list?'],
  ['call courses.list --dir school --input {', 2, 'not JSON'],
  ['call courses.list --dir school --input @none.json', 2, 'no file none.json'],
  ['call courses.get --dir school', 2, '--input lacks courseId'],
  ['call courses.get --dir school --input {"courseId":"x"}', 1, 'not_found'],
  ['call courses.list --dir school --as nobody@example.org', 1, 'nobody@example.org'],
  ['call courses.list --url school', 2, 'https://'],
  ['call courses.list --url http://127.0.0.1:1', 1, 'http://127.0.0.1:1/healthz'],
  ['user create ana@example.org --role boss --dir school', 1, 'no such role'],
  ['user create ana@example.org --password short --dir school', 2, 'at least 10'],
  ['import nowhere --dir school', 2, 'no folder nowhere'],
  ['import file --dir school', 2, 'a file; name a folder'],
  ['import empty --dir school', 1, 'no files'],
  ['export maps --dir school', 1, 'lms call courses.teaching'],
  ['import course --dir school --into maps', 1, 'There is no course maps'],
  ['init school', 1, 'Choose a new folder'],
  ['init new --owner-password 0123456789', 2, '--owner-email'],
  ['restore empty --dir new', 1, 'no backup'],
  ['dev enrolment', 2, 'Did you mean enrollment?'],
  ['dev enrollment --dir school', 2, 'leave --dir away'],
  ['completion tcsh', 2, 'bash, zsh, fish'],
];
test.for(wrong)('lms %s', { timeout: 30_000 }, async ([typed, code, says]) => {
  const ran = await lmsWith({ cwd: scratch }, ...typed.split(' '));
  expect(ran.err).toContain(says);
  expect(ran.code).toBe(code);
  expect(ran.out).toBe('');
});

test('with --json what is written wrongly is a document too', async () => {
  const ran = await lmsWith({ cwd: scratch }, 'serve', '--prot', '3', '--json');
  expect(JSON.parse(ran.err)).toMatchObject({ code: 'usage', title: expect.stringContaining('--port') });
});

test('a port that is taken is named with another', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as { port: number };
  const ran = await lmsWith({ cwd: scratch }, 'serve', '--dir', 'school', '--port', String(port));
  server.close();
  expect(ran.err).toContain(`lms serve --port ${port < 65_535 ? port + 1 : port - 1}`);
  expect(ran.code).toBe(1);
}, 30_000);

test('a key that is missing or wrong is said to be so', async () => {
  const school = createServer((socket) => {
    const body = '{"status":401,"code":"not_signed_in","title":"Sign in first."}';
    socket.end(`HTTP/1.1 401 No\r\ncontent-length: ${body.length}\r\nconnection: close\r\n\r\n${body}`);
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => school.once('listening', resolve));
  const url = `http://127.0.0.1:${(school.address() as { port: number }).port}`;
  const call = (token: string) => lmsWith({ env: { LECTERN_TOKEN: token } }, 'call', 'courses.teaching', '--url', url);
  expect((await call('')).err).toContain('LECTERN_TOKEN is not set');
  expect((await call('lk_wrong')).err).toContain('LECTERN_TOKEN is no key of this school');
  school.close();
}, 30_000);

test('every line of `lms --help` fits a terminal of 80 columns, and names every command and exit code', async () => {
  const { out, code } = await lms('--help');
  expect(code).toBe(0);
  expect(out.split('\n').filter((line) => line.length > 80)).toEqual([]);
  const commands = globSync('**/*.ts', { cwd: join(import.meta.dirname, '../src/commands') });
  expect(commands.length).toBeGreaterThan(10);
  for (const file of commands) expect(out).toContain(`  ${file.replace('.ts', '').replace('/', ' ')} `);
  for (const word of ['EXIT CODES', '--dry-run']) expect(out).toContain(word);
});
