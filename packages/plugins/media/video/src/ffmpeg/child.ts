// One run of a program on a file that a stranger sent: no shell, limits on time, memory and what it writes, and it never
// outlives us.
import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { VideoFault } from '../fault.ts';

export interface Limits {
  readonly seconds: number;
  /** Of processor time, all threads together. */
  readonly cpuSeconds: number;
  /** Largest file it may write. */
  readonly fileBytes: number;
}
export interface Told {
  readonly out: string;
  /** The last of what it complained about. */
  readonly said: string;
}
export interface ChildOptions {
  readonly folder: string;
  readonly limits: Limits;
  readonly signal: AbortSignal;
  /** Lines of its standard output, which is then not kept. */
  readonly onLine?: (line: string) => void;
}
const mostTold = 8_000_000;

/**
 * @param folder where it works and leaves files
 * @throws VideoFault `took-too-long`; ProgramError when it ended badly; the signal's reason when that was aborted
 */
export async function runProgram(
  program: string,
  args: readonly string[],
  { folder, limits, signal, onLine }: ChildOptions,
): Promise<Told> {
  signal.throwIfAborted();
  const [command, ...rest] = [...confinement(limits), program, ...args];
  const child = spawn(command!, rest, {
    cwd: folder,
    // Nothing of ours: neither secrets nor proxies. `HOME` keeps fontconfig from looking elsewhere.
    env: { PATH: process.env.PATH, HOME: folder, TMPDIR: folder, LC_ALL: 'C' },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true, // a group of its own, ended as one
  });
  const end = () => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    } catch {
      // it has ended
    }
  };
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    end();
  }, limits.seconds * 1_000);
  signal.addEventListener('abort', end, { once: true });
  process.once('exit', end);
  let out = '';
  let said = '';
  if (onLine) createInterface({ input: child.stdout }).on('line', onLine);
  else
    child.stdout.setEncoding('latin1').on('data', (chunk: string) => {
      out += chunk;
      if (out.length > mostTold) end();
    });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    said = (said + chunk).slice(-4_000);
  });
  try {
    const { code, killed } = await new Promise<{ code: number | null; killed: string | null }>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code, killed) => resolve({ code, killed }));
    });
    signal.throwIfAborted();
    if (late || killed === 'SIGXCPU') throw new VideoFault('took-too-long');
    if (out.length > mostTold) throw new ProgramError('it said too much', null);
    if (code !== 0) throw new ProgramError(said.trim().slice(-500) || `ended with ${code ?? killed}`, killed);
    return { out, said };
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', end);
    process.off('exit', end);
  }
}

/** A program ended badly. `killed`: by which signal, when nobody of us sent it: the machine may have run out of memory. */
export class ProgramError extends Error {
  readonly killed: string | null;
  constructor(said: string, killed: string | null) {
    super(said);
    this.name = 'ProgramError';
    this.killed = killed;
  }
}

/** Programs of util-linux that take limits on and become the program; elsewhere there are time and signals alone. */
function confinement({ cpuSeconds, fileBytes }: Limits): string[] {
  const limit = onPath('prlimit');
  const bound = onPath('setpriv');
  const nice = onPath('nice');
  return [
    // Also when this process is killed and can tell nobody.
    ...(bound ? [bound, '--pdeathsig', 'KILL'] : []),
    ...(limit
      ? [limit, `--cpu=${Math.ceil(cpuSeconds)}`, `--fsize=${Math.ceil(fileBytes)}`, '--as=8589934592', '--core=0']
      : []),
    ...(nice ? [nice, '-n', '10'] : []),
  ];
}
const known = new Map<string, string | undefined>();
function onPath(name: string): string | undefined {
  if (process.platform !== 'linux') return undefined;
  if (!known.has(name)) {
    const paths = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, name));
    known.set(name, paths.find(runs));
  }
  return known.get(name);
}
function runs(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
