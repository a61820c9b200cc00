// Objects as files named by their SHA-256. An object appears by one rename of a synced file, so it is whole or absent.
import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { StorageLimitError, type StoragePort } from '@lectern/kit';
import { addressOf, digestAt } from './address.ts';
import { verified } from './verified.ts';

/** @param folder made when missing; holds `objects/ab/cdef...`, `incoming/` and `leaving/` */
export function localStorage(folder: string): StoragePort {
  const [incoming, leaving] = [join(folder, 'incoming'), join(folder, 'leaving')];
  const fileOf = (digest: string) => join(folder, addressOf(digest));
  const sizeOf = (digest: string) => stat(fileOf(digest)).then(({ size }) => size, absent);

  return {
    async put(body, { limit = Number.POSITIVE_INFINITY } = {}) {
      const temporary = join(incoming, randomUUID());
      const file = await intoFolder(incoming, () => open(temporary, 'wx'));
      const hash = createHash('sha256');
      let size = 0;
      try {
        for await (const chunk of body) {
          size += chunk.byteLength;
          if (size > limit) throw new StorageLimitError(limit);
          hash.update(chunk);
          await file.writeFile(chunk);
        }
        await file.sync();
        await file.close();
        const digest = hash.digest('hex');
        const target = fileOf(digest);
        await intoFolder(join(target, '..'), () => rename(temporary, target));
        await syncFolder(join(target, '..'));
        return { digest, size };
      } catch (error) {
        await file.close().catch(() => {});
        await rm(temporary, { force: true });
        throw error;
      }
    },
    async get(digest, range) {
      const size = await sizeOf(digest);
      if (size === undefined) return undefined;
      const file = fileOf(digest);
      // Opened when it is read: a stream that nobody reads would keep the file open.
      const read = async function* (): AsyncGenerator<Uint8Array> {
        yield* range
          ? createReadStream(file, { start: range.start, end: range.end })
          : verified(digest, createReadStream(file));
      };
      return { size, body: read() };
    },
    size: sizeOf,
    async remove(digest, { storedBefore } = {}) {
      const file = fileOf(digest);
      const lasting = async (path: string) => {
        const found = await stat(path).catch(absent);
        return found && (storedBefore === undefined || found.mtime < storedBefore) ? found : undefined;
      };
      if (!(await lasting(file))) return false;
      // A put, of this process or of another, may rename new bytes over the file between a look and its removal: so it is
      // taken away first, by a rename too, looked at again, and given back when it is new.
      const aside = join(leaving, `${digest}.${randomUUID()}`);
      await mkdir(leaving, { recursive: true });
      if (!(await renamed(file, aside))) return false;
      if (await lasting(aside)) {
        await rm(aside);
        return true;
      }
      await renamed(aside, file);
      return false;
    },
    async *list() {
      for (const prefix of ((await readdir(join(folder, 'objects')).catch(absent)) ?? []).sort()) {
        for (const rest of (await readdir(join(folder, 'objects', prefix))).sort()) {
          const digest = digestAt(`objects/${prefix}/${rest}`);
          const found = digest && (await stat(fileOf(digest)).catch(absent));
          if (found) yield { digest, size: found.size, storedAt: found.mtime };
        }
      }
    },
    async clearUnfinished(before) {
      let freed = 0;
      for (const name of (await readdir(incoming).catch(absent)) ?? []) {
        const found = await stat(join(incoming, name)).catch(absent);
        if (!found || found.mtime >= before) continue;
        await rm(join(incoming, name), { force: true });
        freed += found.size;
      }
      // Taken away and neither removed nor given back. Which of the two it should have been is asked again next time.
      for (const name of (await readdir(leaving).catch(absent)) ?? []) {
        const [digest = ''] = name.split('.');
        if ((await sizeOf(digest)) === undefined) await renamed(join(leaving, name), fileOf(digest));
        else await rm(join(leaving, name), { force: true });
      }
      return freed;
    },
    async check() {
      const probe = Buffer.from(`probe ${randomUUID()}`);
      const { digest } = await this.put(
        (async function* () {
          yield probe;
        })(),
      );
      if ((await sizeOf(digest)) !== probe.byteLength)
        throw new Error(`what was written to ${folder} did not come back`);
      await this.remove(digest);
    },
  };
}

/** A folder is made when something that needs it fails: it is there nearly always, and to ask each time costs a call. */
async function intoFolder<T>(folder: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    absent(error as NodeJS.ErrnoException);
    await mkdir(folder, { recursive: true });
    return work();
  }
}
/** @returns false when there is nothing to rename */
async function renamed(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to);
    return true;
  } catch (error) {
    return absent(error as NodeJS.ErrnoException) ?? false;
  }
}
function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT') return undefined;
  throw error;
}
/** The rename itself must survive a power cut; not every file system can sync a folder. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } catch {
    // EINVAL on some network file systems: the file itself is synced
  } finally {
    await folder.close();
  }
}
