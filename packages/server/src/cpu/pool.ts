// CPU work (hashing, PDF, indexes, images) off the event loop: a function of a module, called by name on a worker thread.
import { availableParallelism } from 'node:os';
import type { Piscina } from 'piscina';

export interface CpuPool {
  run<Result>(module: string, name: string, input: unknown): Promise<Result>;
  close(): Promise<void>;
}
/** Starts no thread before it is used; idle threads end after half a minute. */
export function createCpuPool(): CpuPool {
  const maxThreads = Math.max(1, availableParallelism() - 1);
  let pool: Promise<Piscina> | undefined;
  return {
    async run(module, name, input) {
      pool ??= import('piscina').then(
        (piscina) => new piscina.Piscina({ minThreads: 0, maxThreads, idleTimeout: 30_000 }),
      );
      return (await pool).run(input, { filename: module, name });
    },
    close: async () => (await pool)?.close(),
  };
}
