// Long reads (reports, exports) run on threads with a read-only connection of their own: aggregating a million rows
// keeps an event loop for 0.7 s. Threads start when the first read comes and stop when none came for a while.
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { dataFault } from './faults.ts';
import type { Ask, ReadRequest, Slice } from './reader-thread.ts';
import { decodeInSlices } from './slices.ts';

export interface Readers {
  read<Row>(request: ReadRequest, decode: (row: unknown[]) => Row): Promise<Row[]>;
  /** Moves what is committed from the write-ahead log into the file, as far as nobody needs the log. */
  checkpoint(): Promise<void>;
  /** Reads under way are refused. */
  close(): Promise<void>;
}
export interface ReadersOptions {
  /** Threads at most; reads beyond them wait in order. */
  readonly threads?: number | undefined;
  readonly idleMs?: number | undefined;
}

interface Reader {
  readonly worker: Worker;
  reading: PromiseWithResolvers<Slice> | undefined;
  idle: NodeJS.Timeout | undefined;
}

/** The source runs as .ts in the clone and as .js from the registry. */
const program = new URL(`./reader-thread${extname(import.meta.url)}`, import.meta.url);

export function createReaders(file: string, { threads = 2, idleMs = 10_000 }: ReadersOptions = {}): Readers {
  const all = new Set<Reader>();
  const free: Reader[] = [];
  const waiting: PromiseWithResolvers<Reader>[] = [];
  let closed = false;

  function start(): Reader {
    const reader: Reader = {
      worker: new Worker(program, { workerData: { file } }),
      reading: undefined,
      idle: undefined,
    };
    all.add(reader);
    reader.worker.on('message', (slice: Slice) => reader.reading?.resolve(slice));
    reader.worker.on('error', (error) => {
      all.delete(reader); // its exit follows; nobody is handed to it in between
      reader.reading?.reject(stopped(error));
    });
    reader.worker.on('exit', () => {
      all.delete(reader);
      if (free.includes(reader)) free.splice(free.indexOf(reader), 1);
      reader.reading?.reject(stopped());
      if (!closed) waiting.shift()?.resolve(start());
    });
    return reader;
  }

  async function acquire(): Promise<Reader> {
    const reader = free.pop() ?? (all.size < threads ? start() : await inLine());
    clearTimeout(reader.idle);
    reader.worker.ref();
    return reader;
  }
  function inLine(): Promise<Reader> {
    const place = Promise.withResolvers<Reader>();
    waiting.push(place);
    return place.promise;
  }
  function release(reader: Reader): void {
    reader.reading = undefined;
    if (closed || !all.has(reader)) return; // `close` waits for it
    const next = waiting.shift();
    if (next) {
      next.resolve(reader);
      return;
    }
    reader.worker.unref(); // an idle thread does not keep the process
    reader.idle = setTimeout(() => void reader.worker.terminate(), idleMs).unref();
    free.push(reader);
  }
  function ask(reader: Reader, what: Ask): Promise<Slice> {
    reader.reading = Promise.withResolvers();
    reader.worker.postMessage(what);
    return reader.reading.promise;
  }

  async function read<Row>(first: ReadRequest | 'checkpoint', decode: (row: unknown[]) => Row): Promise<Row[]> {
    if (closed) throw stopped();
    const reader = await acquire();
    try {
      const rows: Row[] = [];
      for (let slice = await ask(reader, first); ; slice = await ask(reader, 'next')) {
        if ('error' in slice) throw Object.assign(new Error(slice.error.message), { code: slice.error.code });
        for (const row of await decodeInSlices(slice.rows, decode)) rows.push(row);
        if (slice.last) return rows;
      }
    } catch (error) {
      reader.worker.postMessage('stop' satisfies Ask);
      throw error;
    } finally {
      release(reader);
    }
  }

  return {
    read,
    checkpoint: async () => void (await read('checkpoint', () => 0)),
    async close() {
      closed = true;
      for (const place of waiting.splice(0)) place.reject(stopped());
      await Promise.all(
        [...all].map(({ worker }) => {
          worker.ref(); // an unreferenced thread lets the process end, with exit 13, while this waits for it
          return worker.terminate();
        }),
      );
    },
  };
}

const stopped = (cause?: unknown) =>
  dataFault('reader-stopped', 'the reader thread stopped before the read was done', cause);
