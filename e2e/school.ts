// A real school, served by the command line from a folder of its own, and a browser to walk through it.
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

export { launch, noBrowser } from '@lectern/ui/testing';

const clone = join(import.meta.dirname, '..', 'packages/cli/bin/lms.ts');

export const owner = { email: 'owner@example.org', password: 'the owner of this school' };

export interface School {
  /** Origin and base path, no slash at the end. */
  readonly url: string;
  readonly folder: string;
  /** Runs a command on the school and answers what it printed. */
  lms(...args: string[]): Promise<string>;
  /** Serves no more; the folder stays. */
  stop(): Promise<void>;
  /** Serves no more and leaves nothing. */
  close(): Promise<void>;
}
export interface SchoolOptions {
  /** Without one the school waits for its owner: `setUp` is the link. */
  readonly owned?: boolean;
  readonly seeded?: boolean;
  /** The folder of a closed school: this one begins as a copy of it. */
  readonly from?: string;
  /** `/learn`: the path the school lives under. */
  readonly basePath?: string;
  /** The lms that makes and serves it: the clone's when absent. */
  readonly program?: string;
  /** Further values of its environment: `LECTERN_URL`. */
  readonly environment?: Readonly<Record<string, string>>;
  /** What `lms serve` is given beyond a free port. */
  readonly serving?: readonly string[];
}

/** Runs a command of the clone's lms, and answers what it printed. */
export const run = (...args: string[]): Promise<string> => runOf({ program: clone, env: process.env }, args);

const runOf = async ({ program, env }: { program: string; env: NodeJS.ProcessEnv }, args: readonly string[]) =>
  (await promisify(execFile)(process.execPath, [program, ...args], { maxBuffer: 16_000_000, env })).stdout;

export async function openSchool({
  owned = true,
  seeded = false,
  from,
  basePath = '',
  program: lms = clone,
  environment = {},
  serving = [],
}: SchoolOptions = {}): Promise<School & { readonly setUp: string }> {
  const env = { ...process.env, ...(basePath && { LECTERN_BASE_PATH: basePath }), ...environment };
  const run = (...args: string[]) => runOf({ program: lms, env }, args);
  const folder = await mkdtemp(join(tmpdir(), 'lectern-e2e-'));
  const owning = owned ? ['--owner-email', owner.email, '--owner-password', owner.password] : [];
  const printed = from
    ? await cp(from, folder, { recursive: true }).then(() => '')
    : await run('init', folder, '--yes', '--name', 'Halden Evening School', ...owning);
  if (seeded) await run('seed', '--dir', folder);
  const { url, stop } = await serve(folder, { program: lms, env, more: serving });
  return {
    url,
    folder,
    setUp: /\/set-up\/[\w-]+/.exec(printed)?.[0] ?? '',
    lms: (...args) => run(...args, '--dir', folder),
    stop,
    close: async () => {
      await stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Serves a folder until it is stopped, at a port that is free when `more` names none. */
export async function serve(
  folder: string,
  {
    program = clone,
    env = process.env,
    more = [],
  }: { program?: string; env?: NodeJS.ProcessEnv; more?: readonly string[] },
): Promise<Pick<School, 'url' | 'stop'>> {
  const port = more.includes('--port') ? [] : ['--port', '0'];
  const server = spawn(process.execPath, [program, 'serve', '--dir', folder, '--json', ...port, ...more], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env,
  });
  const url = await readyAt(server);
  return {
    url,
    stop: async () => {
      const ended = server.exitCode === null && new Promise((resolve) => server.once('exit', resolve));
      server.kill('SIGTERM');
      await ended;
    },
  };
}

/** The line that says where it serves; what is printed after it is read on, so that the pipe never fills. */
async function readyAt(server: ChildProcess): Promise<string> {
  for await (const line of createInterface({ input: server.stdout! })) {
    const said = line.startsWith('{') ? (JSON.parse(line) as { type?: string; url?: string }) : {};
    if (said.type === 'ready' && said.url) {
      server.stdout!.resume();
      return said.url.replace(/\/$/, '');
    }
  }
  throw new Error('the school ended before it served');
}
