// The academy with an owner who can sign in, opened as an installation would: no test clock, no short ways in.
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setupSlot } from '@lectern/kit';
import { onTestFinished } from 'vitest';
import type { School, ServerOptions } from '../../src/school.ts';
import { type ServeOptions, serveSchool } from '../../src/serve/serve.ts';
import { createServer } from '../../src/server.ts';
import { academy } from '../proofs/academy.ts';

export const owner = { name: 'Marta Lindqvist', email: 'marta@example.org', password: 'a long sentence' };

let prepared: Promise<string> | undefined;

/** Closed and removed when the test is over. */
export async function openSchool(options: Partial<ServerOptions> = {}): Promise<School> {
  prepared ??= prepare();
  const directory = mkdtempSync(join(tmpdir(), 'lectern-gateway-'));
  cpSync(await prepared, directory, { recursive: true });
  const school = createServer({
    plugins: academy,
    database: 'data/school.db',
    directory,
    logLevel: 'silent',
    strict: true,
    ...options,
  });
  await school.outbox.prepare();
  onTestFinished(async () => {
    await school.stop(0);
    rmSync(directory, { recursive: true, force: true });
  });
  return school;
}
async function prepare(): Promise<string> {
  const directory = mkdtempSync(join(tmpdir(), 'lectern-gateway-template-'));
  process.once('exit', () => rmSync(directory, { recursive: true, force: true }));
  const school = createServer({ plugins: academy, database: 'data/school.db', directory, logLevel: 'silent' });
  await school.migrate();
  for (const setup of school.host.fillsOf(setupSlot)) await setup.prepare({ schoolName: 'School', owner });
  await school.stop(0);
  return directory;
}

export async function serve(
  school: School,
  patience: ServeOptions['patience'] = {},
): Promise<{ url: string; close: (graceMilliseconds?: number) => Promise<void> }> {
  const serving = await serveSchool(school, {
    directory: school.directory,
    host: '127.0.0.1',
    port: 0,
    basePath: school.basePath,
    patience,
  });
  onTestFinished(() => serving.close(0));
  return serving;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: a test says what it expects of an answer
  readonly json: any;
}
export interface Sent {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: object | string | Buffer;
  /** Path of a socket, in place of the network. */
  readonly socket?: string;
  /** What stands in the request line to the letter, in place of the address's own path. */
  readonly path?: string;
}
/** By node:http, for `fetch` lets nobody choose Host, Origin or Cookie. */
export function ask(address: string, { method = 'GET', headers = {}, body, socket, path }: Sent = {}): Promise<Answer> {
  const payload = body === undefined || typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const outgoing = request(
      address,
      {
        method,
        agent: false,
        ...(socket && { socketPath: socket }),
        ...(path !== undefined && { path }),
        headers: {
          ...(payload !== undefined && {
            'content-type': 'application/json',
            'content-length': String(Buffer.byteLength(payload)),
          }),
          ...headers,
        },
      },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming
          .on('data', (chunk: Buffer) => chunks.push(chunk))
          .on('error', reject)
          .on('end', () => {
            const text = Buffer.concat(chunks).toString('utf8');
            const json: unknown =
              /[/+]json\b/.test(incoming.headers['content-type'] ?? '') && text ? JSON.parse(text) : undefined;
            resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, text, json });
          });
      },
    );
    outgoing.on('error', reject);
    outgoing.end(payload);
  });
}

/** Signs the owner in. @returns the session cookie as the browser sends it, and how it was set */
export async function signIn(
  url: string,
  headers: Record<string, string> = {},
): Promise<{ cookie: string; set: string }> {
  const answer = await ask(`${url}/api/auth/sign-in`, {
    method: 'POST',
    headers,
    body: { email: owner.email, password: owner.password },
  });
  if (answer.status !== 200) throw new Error(`signing in answered ${answer.status}: ${answer.text}`);
  const set = answer.headers['set-cookie']?.[0] ?? '';
  return { cookie: set.split(';')[0] ?? '', set };
}
/** A key for programs, made by the owner. */
export async function keyOf(url: string): Promise<Record<string, string>> {
  const { cookie } = await signIn(url);
  const answer = await ask(`${url}/api/auth/keys`, { method: 'POST', headers: { cookie }, body: { name: 'Program' } });
  return { authorization: `Bearer ${answer.json.key}` };
}

/** What was asked, whatever came of it; written some seconds later. */
const counted = ['usage', 'request_counts'];
/** Rows by table: what a call that was refused or previewed must not change. Audit and sign-in tries are its record. */
export async function rowCounts(school: School, except: readonly string[] = []): Promise<Record<string, number>> {
  const { database } = school;
  const names = await database.rawAll(
    database.dialect === 'sqlite'
      ? `select name from sqlite_schema where type = 'table' and name not like 'sqlite_%' and name not like '%\\_fts%' escape '\\' order by 1`
      : 'select tablename as name from pg_tables where schemaname = current_schema() order by 1',
  );
  const tables = names
    .map(({ name }) => String(name))
    .filter((name) => !except.includes(name) && !counted.includes(name));
  return database.unit(async () => {
    if (database.dialect === 'postgres') await database.execute(`set local "lectern.org" = '*'`);
    const [row] = await database.rawAll(
      `select ${tables.map((name) => `(select count(*) from "${name}") as "${name}"`).join(', ')}`,
    );
    return Object.fromEntries(Object.entries(row ?? {}).map(([name, count]) => [name, Number(count)]));
  });
}
