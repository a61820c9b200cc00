// A folder on the disk as the source of an import. What is outside of it cannot be reached through it.
import { constants } from 'node:fs';
import { lstat, open, opendir, realpath, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { SourceFiles } from '../plan.ts';
import { safePath } from '../safe-path.ts';

/** More than any import reads; a walk must end. */
const mostEntries = 100_000;
const largest = 200_000_000;

export interface FolderSource extends SourceFiles {
  leftOut(): readonly { readonly path: string; readonly reason: string }[];
}

/**
 * Links are followed only to ordinary files inside the folder. Sockets, pipes and devices are left out, and said to be.
 * `read` looks again: a file that was exchanged for a link after `list` is not opened.
 */
export function folderSource(folder: string): FolderSource {
  let leftOut: { path: string; reason: string }[] = [];

  async function walk(root: string, path: string, found: { path: string; size: number }[]): Promise<void> {
    for await (const entry of await opendir(join(root, path))) {
      const inside = path ? `${path}/${entry.name}` : entry.name;
      if (entry.name === '.git' || entry.name === 'node_modules') continue;
      if (found.length + leftOut.length >= mostEntries) return;
      const fault = await look(root, inside, found);
      if (fault) leftOut.push({ path: inside, reason: fault });
    }
  }

  /** @returns why the entry is left out */
  async function look(
    root: string,
    path: string,
    found: { path: string; size: number }[],
  ): Promise<string | undefined> {
    if (safePath(path) === undefined) return 'its name cannot be used as a path';
    const entry = await lstat(join(root, path));
    if (entry.isDirectory()) {
      await walk(root, path, found);
      return undefined;
    }
    if (!entry.isFile() && !entry.isSymbolicLink()) return 'it is no ordinary file';
    const target = await inside(root, path).catch(() => undefined);
    if (target === undefined) return 'a link that leads out of the folder or nowhere is not followed';
    const file = await stat(target);
    if (!file.isFile()) return 'a link to something other than a file is not followed';
    found.push({ path, size: file.size });
    return undefined;
  }

  return {
    async list() {
      leftOut = [];
      const found: { path: string; size: number }[] = [];
      await walk(await realpath(folder), '', found);
      return found;
    },
    async read(path) {
      const target = safePath(path) === undefined ? undefined : await inside(await realpath(folder), path);
      if (target === undefined) throw new Error(`${JSON.stringify(path)} is not a file in the folder`);
      const file = await open(target, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
      try {
        const { size, isFile } = await file.stat().then((it) => ({ size: it.size, isFile: it.isFile() }));
        if (!isFile) throw new Error(`${JSON.stringify(path)} is no ordinary file`);
        if (size > largest) throw new Error(`${JSON.stringify(path)} has ${size} bytes, more than ${largest}`);
        return await file.readFile();
      } finally {
        await file.close();
      }
    },
    leftOut: () => leftOut,
  };
}

/** The real path of a file; undefined when that is outside. */
async function inside(root: string, path: string): Promise<string | undefined> {
  const target = await realpath(join(root, path));
  const way = relative(root, target);
  return way === '' || way === '..' || way.startsWith(`..${sep}`) ? undefined : target;
}
