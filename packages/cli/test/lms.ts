// The command as people and scripts type it: a real process.
import { spawn } from 'node:child_process';
import { join } from 'node:path';

export const program = join(import.meta.dirname, '../bin/lms.js');

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}
export function lms(...args: string[]): Promise<Ran> {
  return lmsWith({}, ...args);
}
/** Nothing is typed at its questions. */
export function lmsWith({ env, cwd }: { env?: NodeJS.ProcessEnv; cwd?: string }, ...args: string[]): Promise<Ran> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [program, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      cwd,
      env: { ...process.env, ...env },
    });
    let [out, err] = ['', ''];
    child.stdout.on('data', (chunk) => (out += chunk));
    child.stderr.on('data', (chunk) => (err += chunk));
    child.on('close', (code) => resolve({ code, out, err }));
  });
}
export const lastLine = ({ out }: Ran): unknown => JSON.parse(out.trim().split('\n').at(-1)!);
