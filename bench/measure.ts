// A server of ours and its bare twin under the same load, in alternating rounds: only ratios mean something on a machine
// that others use too.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import autocannon from 'autocannon';

export interface Result {
  readonly name: string;
  readonly ours: number;
  readonly bare: number | null;
  readonly ratio: number | null;
  readonly unit: string;
  /** More that is worth knowing: CPU per request, commits. */
  readonly detail?: Readonly<Record<string, number>>;
}
/** One run: how long, where, and what was asked for. */
export interface Bench {
  readonly quick: boolean;
  /** Of load in a round. */
  readonly seconds: number;
  readonly rounds: number;
  /** A folder that is gone afterwards. */
  readonly scratch: string;
  wanted(name: string): boolean;
}
/** Results that share what they need to be measured. */
export interface Line {
  readonly names: readonly string[];
  measure(bench: Bench): AsyncIterable<Result>;
}
export interface Served {
  readonly child: ChildProcess;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Of what it holds: `course`, `quiz`. */
  readonly ids: Readonly<Record<string, string>>;
}
/**
 * Forks a server that sends `{ url, headers, ids }` when it is ready and `{ cpu }` (microseconds) when asked.
 * @throws Error when it ends before it is ready
 */
export async function served(module: URL, args: readonly string[]): Promise<Served> {
  const child = fork(module, [...args], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  process.once('exit', () => child.kill('SIGKILL')); // when a measurement has failed, nobody ends it
  const early = once(child, 'exit').then(() =>
    Promise.reject(new Error(`${module.pathname} ended before it was ready`)),
  );
  const [ready] = (await Promise.race([once(child, 'message'), early])) as [Omit<Served, 'child'>];
  return { child, ...ready };
}
export async function ended({ child }: Served): Promise<void> {
  child.send('stop');
  await once(child, 'exit');
}
/** What it has used until now, in microseconds. */
export async function cpuOf({ child }: Served): Promise<number> {
  child.send('cpu');
  const [{ cpu }] = (await once(child, 'message')) as [{ cpu: number }];
  return cpu;
}

export interface Target {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT';
  readonly path: string;
  /** Of the n-th request. */
  readonly body?: (n: number) => string;
}
export interface Load {
  /**
   * A hundred keep the load generator awake. With few it sleeps between answers, and each answer of the slower server pays
   * for waking it (25 us of CPU on a virtual machine), which no client across a network would ask for.
   */
  readonly connections: number;
  readonly seconds: number;
  readonly rounds: number;
}
interface Round {
  readonly rate: number;
  readonly cpu: number;
}

/** @throws Error when a request was refused: a fast refusal is no result */
async function round(
  server: Served,
  { method, path, body }: Target,
  { connections, seconds }: Omit<Load, 'rounds'>,
): Promise<Round> {
  let n = 0;
  const before = await cpuOf(server);
  const result = await autocannon({
    url: server.url,
    connections,
    duration: seconds,
    requests: [
      {
        method,
        headers: { ...server.headers, ...(body && { 'content-type': 'application/json' }) },
        path,
        ...(body && { setupRequest: (request) => ({ ...request, body: body(n++) }) }),
      },
    ],
  });
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${method} ${path}: ${result.non2xx} requests were refused, ${result.errors} failed`);
  return {
    rate: result.requests.total / result.duration,
    cpu: ((await cpuOf(server)) - before) / result.requests.total,
  };
}

export const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[values.length >> 1]!;

export interface Pair<T> {
  readonly ours: T;
  readonly bare: T;
}
/** Bare, ours, bare, ours: what slows the machine down for a while slows both. */
export async function alternating<T>(
  rounds: number,
  measure: (side: 'ours' | 'bare') => Promise<T>,
): Promise<Pair<T>[]> {
  const taken: Pair<T>[] = [];
  for (let i = 0; i < rounds; i++) taken.push({ bare: await measure('bare'), ours: await measure('ours') });
  return taken;
}
/** Of one number of each round: the medians of both sides, and the median of the ratios. */
export function mediansOf<T>(taken: readonly Pair<T>[], number: (one: T) => number): Pair<number> & { ratio: number } {
  return {
    ours: median(taken.map(({ ours }) => number(ours))),
    bare: median(taken.map(({ bare }) => number(bare))),
    ratio: round2(median(taken.map(({ ours, bare }) => number(ours) / number(bare)))),
  };
}

export async function compare(
  name: string,
  servers: Pair<Served>,
  targets: Pair<Target>,
  { connections, seconds, rounds }: Load,
): Promise<Result> {
  for (const side of ['bare', 'ours'] as const) await round(servers[side], targets[side], { connections, seconds: 1 });
  const taken = await alternating(rounds, (side) => round(servers[side], targets[side], { connections, seconds }));
  const [rate, cpu] = [mediansOf(taken, (one) => one.rate), mediansOf(taken, (one) => one.cpu)];
  return {
    name,
    ours: Math.round(rate.ours),
    bare: Math.round(rate.bare),
    ratio: rate.ratio,
    unit: 'req/s',
    detail: { oursCpuMicroseconds: Math.round(cpu.ours), bareCpuMicroseconds: Math.round(cpu.bare) },
  };
}
export const round2 = (value: number) => Math.round(value * 100) / 100;
