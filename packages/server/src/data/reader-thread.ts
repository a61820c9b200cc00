// Runs in a worker thread: reads for one statement at a time and hands its rows over slice by slice, as they are asked for.
import { parentPort, workerData } from 'node:worker_threads';
import Sqlite from 'better-sqlite3';

export interface ReadRequest {
  readonly text: string;
  readonly values: readonly unknown[];
}
/** `next` asks for another slice, `stop` gives up the rest; `checkpoint` moves the log into the file beside the writer. */
export type Ask = ReadRequest | 'next' | 'stop' | 'checkpoint';
export type Slice =
  | { readonly rows: unknown[][]; readonly last: boolean }
  | { readonly error: { readonly message: string; readonly code: string } };

/** Receiving a slice costs the main thread about a millisecond at this size. */
const sliceRows = 500;
const sliceCharacters = 200_000;
const none: Slice = { rows: [], last: true };

const port = parentPort;
if (!port) throw new Error('reader-thread runs in a worker thread');
const { file } = workerData as { readonly file: string };
const database = new Sqlite(file, { readonly: true, timeout: 1_000 });
let cursor: Iterator<unknown[]> | undefined;

port.on('message', (ask: Ask) => {
  if (ask === 'stop') giveUp();
  else port.postMessage(answer(ask));
});

function answer(ask: Exclude<Ask, 'stop'>): Slice {
  try {
    if (ask === 'checkpoint') return checkpoint();
    if (ask !== 'next') cursor = open(ask);
    return cursor ? take(cursor) : none;
  } catch (error) {
    cursor = undefined;
    const { message, code = '' } = error as { message: string; code?: string };
    return { error: { message, code } };
  }
}

function open({ text, values }: ReadRequest): Iterator<unknown[]> {
  const statement = database.prepare<unknown[], unknown[]>(text).raw(true);
  return statement.iterate([...values]);
}

function take(from: Iterator<unknown[]>): Slice {
  const rows: unknown[][] = [];
  let characters = 0;
  while (rows.length < sliceRows && characters < sliceCharacters) {
    const { value, done } = from.next();
    if (done) {
      cursor = undefined;
      return { rows, last: true };
    }
    rows.push(value);
    for (const cell of value) if (typeof cell === 'string') characters += cell.length;
  }
  return { rows, last: false };
}

/** An open cursor is a snapshot that keeps the log from being reused. */
function giveUp(): void {
  cursor?.return?.();
  cursor = undefined;
}

function checkpoint(): Slice {
  const writable = new Sqlite(file, { timeout: 0 });
  writable.pragma('wal_checkpoint(passive)');
  writable.close();
  return none;
}
