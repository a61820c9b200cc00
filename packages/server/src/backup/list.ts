// The backups of a school folder, from what each says of itself.
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { KeptBackup } from '@lectern/kit';
import type { Manifest } from './manifest.ts';

export const backupFolder = (directory: string) => join(directory, 'data', 'backups');

/** Latest first. What is unfinished, or no backup, is not among them. */
export async function backupsIn(directory: string): Promise<readonly KeptBackup[]> {
  const folder = backupFolder(directory);
  const names = (await readdir(folder).catch(() => [])).filter((name) => !name.endsWith('.unfinished'));
  const found = await Promise.all(names.map((name) => read(join(folder, name), name)));
  return found.filter((one) => one !== undefined).sort((a, b) => b.madeAt.getTime() - a.madeAt.getTime());
}

async function read(folder: string, name: string): Promise<KeptBackup | undefined> {
  try {
    const { madeAt, dialect, tables, objects } = JSON.parse(
      await readFile(join(folder, 'manifest.json'), 'utf8'),
    ) as Manifest;
    return {
      name,
      madeAt: new Date(madeAt),
      rows: Object.values(tables).reduce((sum, { rows }) => sum + rows, 0),
      objects,
      bytes: await bytesIn(folder),
      dialect: dialect as KeptBackup['dialect'],
    };
  } catch {
    return undefined;
  }
}

/** Files counted; a backup of more is shown without its size of the rest. */
const mostFiles = 20_000;
async function bytesIn(folder: string): Promise<number> {
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((one) => one.isFile());
  let bytes = 0;
  for (const one of files.slice(0, mostFiles)) bytes += (await stat(join(one.parentPath, one.name))).size;
  return bytes;
}
