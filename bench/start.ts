// Cold start and idle memory of `lms serve` against the bare twin's, and what the types of the workspace cost the compiler.
import { type ChildProcess, execFileSync, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { importResult } from './import.ts';
import { type Bench, type Line, median, type Result, round2 } from './measure.ts';

const root = join(import.meta.dirname, '..');
const program = join(root, 'packages/cli/bin/lms.ts');
const bareServer = fileURLToPath(new URL('./bare/server.ts', import.meta.url));

interface Start {
  readonly milliseconds: number;
  readonly megabytes: number;
}

/** What is done to a school on disk by `lms`. */
export const programs: Line = {
  names: ['start.cold', 'start.memory', 'import.markdown'],
  async *measure({ scratch, quick, rounds, wanted }: Bench): AsyncGenerator<Result> {
    const school = join(scratch, 'school');
    const owner = ['--owner-email', 'ana@example.org', '--owner-password', 'a long sentence'];
    execFileSync(process.execPath, [program, 'init', school, '--yes', ...owner], { stdio: 'ignore' });
    if (wanted('start.cold') || wanted('start.memory')) yield* await startResults(school, scratch, quick ? 1 : rounds);
    if (wanted('import.markdown')) yield importResult(school, scratch);
  },
};
export const types: Line = {
  names: ['types'],
  async *measure(): AsyncGenerator<Result> {
    yield typesResult();
  },
};

/** @param school an initialised school */
async function startResults(school: string, scratch: string, rounds: number): Promise<Result[]> {
  const starts: { ours: Start; bare: Start }[] = [];
  for (let i = 0; i <= rounds; i++) {
    const ours = await start(() => {
      const child = spawn(process.execPath, [program, 'serve', '--dir', school, '--port', '0', '--json'], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      return { child, ready: once(child.stdout, 'data') };
    });
    const bare = await start(() => {
      const child = fork(bareServer, [join(scratch, 'idle'), 'empty']);
      return { child, ready: once(child, 'message') };
    });
    if (i > 0) starts.push({ ours, bare }); // the first fills the compile cache
  }
  const result = (name: string, what: keyof Start, unit: string): Result => {
    const [ours, bare] = [median(starts.map((one) => one.ours[what])), median(starts.map((one) => one.bare[what]))];
    return { name, ours: Math.round(ours), bare: Math.round(bare), ratio: round2(bare / ours), unit };
  };
  return [result('start.cold', 'milliseconds', 'ms'), result('start.memory', 'megabytes', 'MB')];
}

async function start(begin: () => { child: ChildProcess; ready: Promise<unknown> }): Promise<Start> {
  const started = performance.now();
  const { child, ready } = begin();
  await ready;
  const milliseconds = performance.now() - started;
  await new Promise((done) => setTimeout(done, 3_000));
  const megabytes = Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
  child.kill('SIGTERM');
  await once(child, 'exit');
  return { milliseconds, megabytes };
}

function typesResult(): Result {
  const started = performance.now();
  execFileSync(join(root, 'node_modules/.bin/tsc'), ['-p', root], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return { name: 'types', ours: Math.round(performance.now() - started), bare: null, ratio: null, unit: 'ms' };
}
