// A school that is killed and started again at the same address: one process on a file, or two on Postgres and S3.
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { startS3Server } from '../packages/server/src/storage/testing/s3-server.ts';
import { testPostgres } from '../packages/server/src/testing/postgres.ts';
import { owner } from './school.ts';

const program = join(import.meta.dirname, '../packages/cli/bin/lms.ts');

export interface World {
  /** Of the process that browsers talk to. */
  readonly url: string;
  lms(...args: string[]): Promise<string>;
  /** `kill -9` of the process that browsers talk to, and a new one at its address. */
  killAndStart(): Promise<void>;
  /** The same for the process that makes a film at this moment; the other one, where there is one, serves on. */
  killWhoMakesFilms(): Promise<void>;
  close(): Promise<void>;
}
interface Machine {
  readonly folder: string;
  readonly port: number;
  child: ChildProcess;
}

export async function onOneFile(): Promise<World> {
  const scratch = await mkdtemp(join(tmpdir(), 'lectern-film-'));
  return world([join(scratch, 'school')], scratch, {}, async () => {});
}

export async function onPostgresAndS3(): Promise<World> {
  const scratch = await mkdtemp(join(tmpdir(), 'lectern-film-'));
  const [postgres, s3] = await Promise.all([testPostgres(), startS3Server(join(scratch, 's3'))]);
  const environment = {
    LECTERN_DATABASE: postgres.url,
    LECTERN_STORAGE: `s3://${s3.bucket}?endpoint=${encodeURIComponent(s3.endpoint)}&region=eu-central-1`,
    AWS_ACCESS_KEY_ID: 'S3RVER',
    AWS_SECRET_ACCESS_KEY: 'S3RVER',
  };
  return world([join(scratch, 'one'), join(scratch, 'two')], scratch, environment, async () => {
    await s3.close();
    await postgres.drop();
  });
}

async function world(
  folders: readonly string[],
  scratch: string,
  environment: Readonly<Record<string, string>>,
  closed: () => Promise<void>,
): Promise<World> {
  const env = { ...process.env, ...environment };
  const [first, ...others] = folders as [string, ...string[]];
  const lms = async (...args: string[]) =>
    (await promisify(execFile)(process.execPath, [program, ...args], { env, maxBuffer: 16_000_000 })).stdout;
  await lms('init', first, '--yes', '--owner-email', owner.email, '--owner-password', owner.password);
  for (const folder of others) await cp(first, folder, { recursive: true });

  const start = async (folder: string, port: number): Promise<ChildProcess> => {
    const child = spawn(process.execPath, [program, 'serve', '--dir', folder, '--port', String(port), '--json'], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env,
    });
    for await (const line of createInterface({ input: child.stdout! })) {
      if (!line.includes('"ready"')) continue;
      child.stdout!.resume();
      return child;
    }
    throw new Error('the school ended before it served');
  };
  const machines: Machine[] = [];
  for (const folder of folders) {
    const port = await freePort();
    machines.push({ folder, port, child: await start(folder, port) });
  }
  const kill = async (machine: Machine) => {
    const ended = new Promise((resolve) => machine.child.once('exit', resolve));
    machine.child.kill('SIGKILL');
    await ended;
  };
  const again = async (machine: Machine) => {
    await kill(machine);
    machine.child = await start(machine.folder, machine.port);
  };
  return {
    url: `http://127.0.0.1:${machines[0]!.port}`,
    lms: (...args) => lms(...args, '--dir', first),
    killAndStart: () => again(machines[0]!),
    async killWhoMakesFilms() {
      const working = readdirSync(scratchOfFilms());
      const machine = machines.find(({ child }) => working.some((name) => name.startsWith(`${child.pid}.`)));
      if (!machine) throw new Error('nobody makes a film at this moment');
      await again(machine);
    },
    async close() {
      for (const { child } of machines) {
        const ended = new Promise((resolve) => child.once('exit', resolve));
        child.kill('SIGTERM');
        await ended;
      }
      await closed();
      await rm(scratch, { recursive: true, force: true });
    },
  };
}

const scratchOfFilms = () => join(tmpdir(), `lectern-video-${process.getuid?.()}`);

/** Two processes of this test get two: the system hands them out in turn. */
const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
