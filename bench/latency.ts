// How long answers take, one by one: autocannon counts in whole milliseconds, which is longer than most of ours.
import { Agent, request } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { Served } from './measure.ts';

export interface Asking {
  readonly connections: number;
  readonly seconds: number;
  /** Between an answer and the next request of a connection. */
  readonly pauseMs: number;
}

/** Milliseconds from a request to the last byte of its answer, in ascending order. @throws Error when one was refused */
export async function latencies(server: Served, path: string, { connections, seconds, pauseMs }: Asking) {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const address = new URL(path, server.url);
  const taken: number[] = [];
  const once = () =>
    new Promise<void>((resolve, reject) => {
      const began = performance.now();
      const asked = request(address, { agent, headers: server.headers }, (answer) => {
        if (answer.statusCode !== 200) reject(new Error(`${path} was refused: ${answer.statusCode}`));
        answer.resume().once('end', () => {
          taken.push(performance.now() - began);
          resolve();
        });
      });
      asked.once('error', reject).end();
    });
  const end = performance.now() + seconds * 1_000;
  const connection = async () => {
    while (performance.now() < end) {
      await once();
      if (pauseMs > 0) await delay(pauseMs);
    }
  };
  await Promise.all(Array.from({ length: connections }, connection));
  agent.destroy();
  return taken.sort((a, b) => a - b);
}
/** @param sorted in ascending order */
export const percentile = (sorted: readonly number[], part: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))]!;
