// Puts, lists or removes in a process of its own: to be killed, or to have its memory measured. With LECTERN_KILL=n it
// kills itself after its nth call to the file system.
import fs, { type FileHandle } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { StoragePort } from '@lectern/kit';
import type { S3Options } from '../../src/storage/s3/client.ts';
import type { Measures } from '../../src/storage/s3/storage.ts';

export type Place = { readonly folder: string } | { readonly options: S3Options; readonly measures?: Measures };
export type Work = { readonly put: number } | { readonly list: true } | { readonly remove: string };
export interface Done {
  readonly digest?: string;
  readonly count?: number;
  readonly inOrder?: boolean;
  /** Of the process at its most, in bytes. */
  readonly memory: number;
  /** What was alive at most while it listed, in bytes. */
  readonly alive?: number;
}

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;
const [place, work] = process.argv.slice(2).map((text) => JSON.parse(text)) as [Place, Work];
if (process.env.LECTERN_KILL) await killAfter(Number(process.env.LECTERN_KILL));
const storage = await open();
const done = await perform(storage);
console.log(JSON.stringify({ ...done, memory: process.resourceUsage().maxRSS * 1024 } satisfies Done));

async function open(): Promise<StoragePort> {
  if ('folder' in place) return (await import('../../src/storage/local.ts')).localStorage(place.folder);
  return (await import('../../src/storage/s3/storage.ts')).s3Storage(place.options, place.measures);
}

async function perform({ put, get, list, remove }: StoragePort): Promise<Omit<Done, 'memory'>> {
  if ('put' in work) {
    const { digest } = await put(countedBytes(work.put));
    let size = 0;
    for await (const chunk of (await get(digest))?.body ?? []) size += chunk.byteLength;
    if (size !== work.put) throw new Error(`${size} bytes came back of ${work.put}`);
    return { digest };
  }
  if ('remove' in work) {
    await remove(work.remove, { storedBefore: new Date(Date.now() - 86_400_000) });
    return {};
  }
  let [count, inOrder, last, alive] = [0, true, '', 0];
  for await (const { digest } of list()) {
    if (++count % 2_000 === 0) {
      collectGarbage();
      alive = Math.max(alive, process.memoryUsage().heapUsed);
    }
    inOrder &&= digest > last;
    last = digest;
  }
  return { count, inOrder, alive };
}

/** The same bytes each time, of which no two chunks are alike. */
async function* countedBytes(size: number): AsyncGenerator<Uint8Array> {
  for (let sent = 0; sent < size; ) {
    const chunk = Buffer.alloc(Math.min(64 * 1024, size - sent), `${sent} `);
    yield chunk;
    sent += chunk.byteLength;
  }
}

/** Every call of node:fs/promises and of its open files is a step. */
async function killAfter(step: number): Promise<void> {
  let steps = 0;
  const watch = (owner: object, name: string) => {
    const original = Reflect.get(owner, name) as (...values: unknown[]) => Promise<unknown>;
    Reflect.set(owner, name, async function (this: unknown, ...values: unknown[]) {
      const mine = ++steps === step;
      try {
        return await original.apply(this, values);
      } finally {
        if (mine) process.kill(process.pid, 'SIGKILL');
      }
    });
  };
  const probe = join(tmpdir(), `lectern-probe-${process.pid}`);
  const handle: FileHandle = await fs.open(probe, 'w');
  const prototype = Object.getPrototypeOf(handle) as object;
  await handle.close();
  await fs.rm(probe);
  for (const name of ['writeFile', 'sync', 'close']) watch(prototype, name);
  for (const name of ['open', 'mkdir', 'readdir', 'rename', 'rm', 'stat']) watch(fs, name);
  syncBuiltinESMExports();
}
