// Cold start and idle memory of `lms serve`, and what the types of the whole workspace cost the compiler.
import { execFileSync, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type Result, round2 } from './measure.ts';

const root = join(import.meta.dirname, '..');
const program = join(root, 'packages/cli/bin/lms.ts');

/** @param folder an initialised school */
export async function startResults(folder: string, rounds: number): Promise<Result[]> {
  const times: number[] = [];
  const memories: number[] = [];
  for (let i = 0; i < rounds; i++) {
    const started = performance.now();
    const child = spawn(process.execPath, [program, 'serve', '--dir', folder, '--port', '0', '--json'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    for await (const line of createInterface({ input: child.stdout })) if (line.includes('"ready"')) break;
    times.push(performance.now() - started);
    await new Promise((done) => setTimeout(done, 1_500));
    memories.push(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1] ?? 0) / 1024);
    child.kill('SIGTERM');
    await new Promise((done) => child.on('exit', done));
  }
  const bareStart = performance.now();
  execFileSync(process.execPath, ['-e', '0']);
  const node = performance.now() - bareStart;
  return [
    {
      name: 'start.cold',
      ours: Math.round(median(times)),
      bare: Math.round(node),
      ratio: round2(median(times) / node),
      unit: 'ms',
    },
    { name: 'start.memory', ours: Math.round(median(memories)), bare: null, ratio: null, unit: 'MB' },
  ];
}
const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[values.length >> 1]!;

export function typesResult(): Result {
  const started = performance.now();
  execFileSync(join(root, 'node_modules/.bin/tsc'), ['-p', root], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return { name: 'types', ours: Math.round(performance.now() - started), bare: null, ratio: null, unit: 'ms' };
}
