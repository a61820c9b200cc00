// CPU work (hashing, PDF, indexes, images) off the event loop: a function of a module, called by name on a worker thread.
import { availableParallelism } from 'node:os';
import { Piscina } from 'piscina';

export interface CpuPool {
  run<Result>(module: string, name: string, input: unknown): Promise<Result>;
  close(): Promise<void>;
}
/** Starts no thread before it is used; idle threads end after half a minute. */
export function createCpuPool(): CpuPool {
  let pool: Piscina | undefined;
  return {
    run(module, name, input) {
      pool ??= new Piscina({ minThreads: 0, maxThreads: Math.max(1, availableParallelism() - 1), idleTimeout: 30_000 });
      return pool.run(input, { filename: module, name });
    },
    close: async () => pool?.close(),
  };
}
