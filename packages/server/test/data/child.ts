import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

export interface Child {
  readonly process: ChildProcess;
  /** The lines it wrote, as they came. */
  readonly lines: string[];
  /** Resolves to the signal or exit code when the process is gone and its last line is read. */
  readonly gone: Promise<string | number | null>;
}

/** Runs a program of this folder in a process of its own, under a tracer if one is given. */
export function startChild(
  program: string,
  values: readonly string[],
  {
    tracer = [],
    env = {},
  }: { readonly tracer?: readonly string[]; readonly env?: Readonly<Record<string, string>> } = {},
): Child {
  const [quick, file] = ['../../src/quick-start.ts', program].map((one) =>
    fileURLToPath(new URL(one, import.meta.url)),
  );
  const node = [process.execPath, '--import', quick!, file!, ...values];
  const [command = '', ...rest] = [...tracer, ...node];
  const child = spawn(command, rest, { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, ...env } });
  onTestFinished(() => void child.kill('SIGKILL'));
  const lines: string[] = [];
  const reader = createInterface(child.stdout).on('line', (line) => lines.push(line));
  const gone = new Promise<string | number | null>((resolve, reject) => {
    child.once('error', reject);
    reader.once('close', () => {
      if (child.exitCode !== null || child.signalCode !== null) resolve(child.signalCode ?? child.exitCode);
      else child.once('exit', (code, signal) => resolve(signal ?? code));
    });
  });
  return { process: child, lines, gone };
}

/** @throws an Error that says what to install */
export function requireStrace(): void {
  try {
    execFileSync('strace', ['-V'], { stdio: 'ignore' });
  } catch {
    throw new Error('this proof needs strace: apt-get install strace');
  }
}
