// A program that is started again whenever a module it loaded changes. Not by `node --watch`: on Linux that looks at each
// file by its inode (Node 24), and so misses every save after the first by an editor that writes a new file and renames it.
import { spawn } from 'node:child_process';
import { type FSWatcher, watch as watchFolder } from 'node:fs';
import { getCompileCacheDir } from 'node:module';
import { createServer } from 'node:net';
import { basename, dirname } from 'node:path';

/** What comes from the program: `report-loaded.ts` sends the first, the program itself the second. */
type Message<Told> = { readonly loaded: string } | { readonly told: Told };

const reporter = new URL('./report-loaded.ts', import.meta.url).href;
/** A save is several events, and a checkout several files. */
const settled = 100;
/** An answer that does not end, such as a stream, is not waited for longer. */
const grace = 3_000;

/**
 * @param hear what the program sends with `process.send({ told })`; what it returns ends the watch
 * @returns what `hear` did, or undefined when somebody ended it
 */
export async function watch<Told, End>(
  program: readonly string[],
  hear: (told: Told) => End | undefined = () => undefined,
): Promise<End | undefined> {
  const over = Promise.withResolvers<{ end: End | undefined }>();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => over.resolve({ end: undefined }));
  const files = loadedFiles();
  try {
    for (;;) {
      const changed = files.changed();
      const running = start<Told>(program, (message) => {
        if ('loaded' in message) return files.add(message.loaded);
        const end = hear(message.told);
        if (end !== undefined) over.resolve({ end });
      });
      const outcome = await Promise.race([over.promise, changed]);
      await running.stop();
      if (outcome) return outcome.end;
    }
  } finally {
    files.close();
  }
}

function start<Told>(program: readonly string[], on: (message: Message<Told>) => void): { stop(): Promise<void> } {
  const cache = getCompileCacheDir();
  const child = spawn(process.execPath, ['--import', reporter, ...program], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, ...(cache && { NODE_COMPILE_CACHE: dirname(cache) }) },
  });
  child.on('message', (message) => on(message as Message<Told>));
  const ended = new Promise<void>((resolve) => child.on('exit', () => resolve()));
  return {
    stop() {
      child.kill('SIGTERM');
      const late = setTimeout(() => child.kill('SIGKILL'), grace);
      return ended.finally(() => clearTimeout(late));
    },
  };
}

/** Their folders are watched, for a file that is replaced is another file. */
function loadedFiles() {
  const folders = new Map<string, { readonly names: Set<string>; readonly watcher: FSWatcher }>();
  let tell = () => {};
  return {
    add(path: string) {
      const folder = dirname(path);
      const known = folders.get(folder);
      if (known) return void known.names.add(basename(path));
      const names = new Set([basename(path)]);
      const watcher = watchFolder(folder, (_, name) => {
        if (name !== null && names.has(name)) tell();
      });
      folders.set(folder, { names, watcher });
    },
    /** The next change from now on. */
    changed: () => new Promise<void>((resolve) => (tell = () => setTimeout(resolve, settled))),
    close() {
      for (const { watcher } of folders.values()) watcher.close();
    },
  };
}

/** The first from this one on that no program listens at. It stays the same over restarts, and so do tabs and cookies. */
export async function freePort(from: number): Promise<number> {
  const free = await new Promise<boolean>((resolve) => {
    const server = createServer().once('error', () => resolve(false));
    server.listen(from, '127.0.0.1', () => server.close(() => resolve(true)));
  });
  return free ? from : freePort(from + 1);
}
