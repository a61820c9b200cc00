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
export interface Served {
  readonly child: ChildProcess;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}
/** Forks a server that sends `{ url, headers }` when it is ready and `{ cpu }` (microseconds) when asked. */
export async function served(module: URL, args: readonly string[]): Promise<Served> {
  const child = fork(module, [...args], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const [ready] = (await once(child, 'message')) as [{ url: string; headers: Record<string, string> }];
  return { child, ...ready };
}
export async function ended({ child }: Served): Promise<void> {
  child.send('stop');
  await once(child, 'exit');
}
async function cpuOf({ child }: Served): Promise<number> {
  child.send('cpu');
  const [{ cpu }] = (await once(child, 'message')) as [{ cpu: number }];
  return cpu;
}

export interface Target {
  readonly method: 'GET' | 'POST' | 'PATCH';
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
async function round(server: Served, { method, path, body }: Target, { connections, seconds }: Load): Promise<Round> {
  let n = 0;
  const shoot = (duration: number) =>
    autocannon({
      url: server.url,
      connections,
      duration,
      requests: [
        {
          method,
          headers: { ...server.headers, ...(body && { 'content-type': 'application/json' }) },
          path,
          ...(body && { setupRequest: (request) => ({ ...request, body: body(n++) }) }),
        },
      ],
    });
  await shoot(1);
  const before = await cpuOf(server);
  const result = await shoot(seconds);
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${result.non2xx} requests were refused, ${result.errors} failed`);
  return {
    rate: result.requests.total / result.duration,
    cpu: ((await cpuOf(server)) - before) / result.requests.total,
  };
}

export const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[values.length >> 1]!;

/** Alternating rounds; medians. */
export async function compare(
  name: string,
  ours: Served,
  bare: Served,
  targets: { ours: Target; bare: Target },
  load: Load,
): Promise<Result> {
  const taken: { ours: Round; bare: Round }[] = [];
  for (let i = 0; i < load.rounds; i++)
    taken.push({ bare: await round(bare, targets.bare, load), ours: await round(ours, targets.ours, load) });
  const of = (side: 'ours' | 'bare', what: keyof Round) => median(taken.map((one) => one[side][what]));
  return {
    name,
    ours: Math.round(of('ours', 'rate')),
    bare: Math.round(of('bare', 'rate')),
    ratio: round2(median(taken.map((one) => one.ours.rate / one.bare.rate))),
    unit: 'req/s',
    detail: { oursCpuMicroseconds: Math.round(of('ours', 'cpu')), bareCpuMicroseconds: Math.round(of('bare', 'cpu')) },
  };
}
export const round2 = (value: number) => Math.round(value * 100) / 100;
