// Runs in a worker thread: reads one statement at a time and hands its rows over slice by slice, as they are asked for.
import { parentPort, workerData } from 'node:worker_threads';
import Sqlite from 'better-sqlite3';

export interface ReadRequest {
  readonly text: string;
  readonly values: readonly unknown[];
}
/** `next` asks for another slice, `stop` gives up the rest. */
export type Ask = ReadRequest | 'next' | 'stop';
export type Slice =
  | { readonly rows: unknown[][]; readonly last: boolean }
  | { readonly error: { readonly message: string; readonly code: string } };

/** Receiving a slice costs the main thread about a millisecond at this size. */
const sliceRows = 500;
const sliceCharacters = 200_000;

const port = parentPort;
if (!port) throw new Error('reader-thread.ts runs in a worker thread');
const { file } = workerData as { readonly file: string };
const database = new Sqlite(file, { readonly: true, timeout: 1_000 });
let cursor: Iterator<unknown[]> | undefined;

port.on('message', (ask: Ask) => {
  if (ask === 'stop') {
    cursor?.return?.();
    cursor = undefined;
    return;
  }
  let slice: Slice;
  try {
    if (ask !== 'next')
      cursor = database
        .prepare<unknown[], unknown[]>(ask.text)
        .raw(true)
        .iterate([...ask.values]);
    slice = take();
  } catch (error) {
    cursor = undefined;
    const { message, code } = error as { message: string; code?: string };
    slice = { error: { message, code: code ?? '' } };
  }
  port.postMessage(slice);
});

function take(): Slice {
  const rows: unknown[][] = [];
  let characters = 0;
  while (rows.length < sliceRows && characters < sliceCharacters) {
    const { value, done } = (cursor as Iterator<unknown[]>).next();
    if (done) {
      cursor = undefined;
      return { rows, last: true };
    }
    rows.push(value);
    for (const cell of value as unknown[]) if (typeof cell === 'string') characters += cell.length;
  }
  return { rows, last: false };
}
