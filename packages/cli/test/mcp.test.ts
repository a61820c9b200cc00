// An agent's own client, speaking to the command as it would: over standard input and output, and over HTTP.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { lms, program } from './lms.ts';

const scratch = mkdtempSync(join(tmpdir(), 'lectern-mcp-'));
const school = join(scratch, 'school');
let url = '';
let served: ReturnType<typeof spawn>;
const keys: Record<'all' | 'reader', string> = { all: '', reader: '' };

beforeAll(async () => {
  const owner = ['--owner-email', 'marta@example.org', '--owner-password', 'a long sentence'];
  await lms('init', school, '--yes', ...owner);
  served = spawn(process.execPath, [program, 'serve', '--dir', school, '--port', '0', '--json']);
  url = await new Promise<string>((resolve) => {
    served.stdout!.on('data', (line) => resolve((JSON.parse(String(line)) as { url: string }).url));
  });
  const made = async (...flags: string[]) =>
    (await lms('key', 'create', 'agent', '--dir', school, ...flags)).out.trim();
  keys.all = await made();
  keys.reader = await made('--permission', 'access.read');
  expect(keys).toEqual({ all: expect.stringMatching(/^lk_/), reader: expect.stringMatching(/^lk_/) });
}, 60_000);
afterAll(() => {
  served.kill();
  rmSync(scratch, { recursive: true, force: true });
});

async function connected(transport: Transport): Promise<Client> {
  const client = new Client({ name: 'test', version: '1' });
  await client.connect(transport);
  onTestFinished(() => client.close());
  return client;
}
const overStdio = (args: readonly string[], token?: string) =>
  connected(
    new StdioClientTransport({
      command: process.execPath,
      args: [program, 'mcp', ...args],
      env: { ...(process.env as Record<string, string>), ...(token && { LECTERN_TOKEN: token }) },
    }),
  );
const overHttp = (token: string) =>
  connected(
    new StreamableHTTPClientTransport(new URL(`${url}/api/mcp`), {
      requestInit: { headers: { authorization: `Bearer ${token}` } },
    }) as Transport,
  );
const namesOf = async (client: Client) => (await client.listTools()).tools.map(({ name }) => name);
type Result = { isError?: boolean; structuredContent?: Record<string, unknown>; content: { text: string }[] };
const use = (client: Client, name: string, given: object = {}) =>
  client.callTool({ name, arguments: given as Record<string, unknown> }) as unknown as Promise<Result>;

describe.each(['standard input and output', 'HTTP'] as const)('an agent over %s', (how) => {
  const agent = (token: string) => (how === 'HTTP' ? overHttp(token) : overStdio(['--url', url], token));

  // Guard: with every operation offered, whatever `gateway.operations` said, the reader found courses_create.
  test('is offered what its key may use, with schemas and hints, and nothing else', async () => {
    const [all, reader] = [await agent(keys.all), await agent(keys.reader)];
    const { tools } = await all.listTools();
    const tool = (name: string) => tools.find((one) => one.name === name)!;
    expect(tool('courses_list').annotations).toMatchObject({ readOnlyHint: true });
    expect(tool('courses_create').inputSchema).toMatchObject({
      type: 'object',
      required: expect.arrayContaining(['title']),
      properties: { title: { type: 'string' }, dryRun: { type: 'boolean' } },
    });
    expect(tool('courses_create').annotations).toMatchObject({ readOnlyHint: false });
    for (const { name, description } of tools) {
      expect(name).toMatch(/^[\w-]{1,64}$/);
      expect(description!.length).toBeGreaterThan(10);
    }
    // People do it in person: neither is offered to any key.
    expect(tools.map(({ name }) => name)).not.toContain('auth_createKey');
    const few = await namesOf(reader);
    expect(few).toContain('courses_list');
    expect(few).not.toContain('courses_create');
    expect(few.length).toBeLessThan(tools.length / 2);
  }, 30_000);

  test('reads, looks before it changes, changes, and is told where it is wrong', async () => {
    const client = await agent(keys.all);
    const title = `Maps over ${how}`;
    const looked = await use(client, 'courses_create', { title, dryRun: true });
    expect(looked.structuredContent).toMatchObject({ audit: { operation: 'courses.create' } });
    const titles = async () => {
      const { structuredContent } = await use(client, 'courses_list', { limit: 100 });
      return (structuredContent!.items as { title: string }[]).map((one) => one.title);
    };
    expect(await titles()).not.toContain(title);
    const made = await use(client, 'courses_create', { title });
    expect(made.isError).toBeFalsy();
    const { id } = made.structuredContent as { id: string };
    const shown = await use(client, 'courses_get', { courseId: id }).catch(() => undefined);
    if (shown && !shown.isError) expect(JSON.parse(shown.content[0]!.text)).toMatchObject({ title });

    const wrong = await use(client, 'courses_create', { title: '' });
    expect(wrong).toMatchObject({ isError: true, structuredContent: { code: 'invalid_input', pointer: '/title' } });
    expect(wrong.content[0]!.text).toContain('Field: /title');
    const empty = await use(client, 'courses_publish', { courseId: id });
    expect(empty).toMatchObject({ isError: true, structuredContent: { code: 'courses.nothing_to_publish' } });
  }, 30_000);

  test('is refused what its key may not', async () => {
    const reader = await agent(keys.reader);
    const refused = await use(reader, 'courses_create', { title: 'Never' });
    expect(refused).toMatchObject({ isError: true, structuredContent: { code: 'not_allowed' } });
  }, 30_000);
});

test('in the folder of the school an agent acts as a person, and with --read-only it only looks', async () => {
  const client = await overStdio(['--dir', school, '--read-only', '--plugin', 'courses']);
  const names = await namesOf(client);
  expect(names).toContain('courses_list');
  expect(names.filter((name) => !name.startsWith('courses_'))).toEqual([]);
  expect(names).not.toContain('courses_create');
}, 30_000);

test('without a key nobody speaks over HTTP, and no page does with a cookie', async () => {
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list' });
  const ask = (headers: Record<string, string>, method = 'POST') =>
    fetch(`${url}/api/mcp`, {
      method,
      headers: { 'content-type': 'application/json', ...headers },
      ...(method === 'POST' && { body }),
    });
  const refused = await ask({ cookie: 'lectern_session=anything' });
  expect([refused.status, refused.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
  expect((await ask({ authorization: `Bearer ${keys.all}` }, 'GET')).status).toBe(405);
});
