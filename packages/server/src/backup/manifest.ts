// What a backup says of itself, and whether it is what it says.
import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface Manifest {
  readonly format: 'lectern-backup';
  readonly version: 1;
  readonly madeAt: string;
  readonly dialect: string;
  /** `courses/0001_initial`: what the restoring installation must have, neither more nor less. */
  readonly migrations: readonly string[];
  readonly tables: Readonly<Record<string, { readonly rows: number; readonly sha256: string }>>;
  readonly objects: number;
}

export class BackupError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'BackupError';
  }
}

/** Reads everything back. @throws BackupError naming the first file that is not what the manifest says */
export async function verify(folder: string): Promise<Manifest> {
  const text = await readFile(join(folder, 'manifest.json'), 'utf8').catch(() => {
    throw new BackupError(`${folder} is no backup: it has no manifest.json.`);
  });
  const manifest = readManifest(text);
  if (manifest.format !== 'lectern-backup' || manifest.version !== 1)
    throw new BackupError(`${folder} is a backup of a kind this version does not know.`);
  for (const [table, { sha256 }] of Object.entries(manifest.tables)) {
    const file = join(folder, 'tables', `${table}.jsonl`);
    if (!existsSync(file))
      throw new BackupError(`tables/${table}.jsonl is missing, and the manifest names it. Use another backup.`);
    if ((await digestOf(file)) !== sha256)
      throw new BackupError(
        `tables/${table}.jsonl is damaged: its digest is not the one in the manifest. Use another backup.`,
      );
  }
  const objects = await objectsIn(folder);
  for (const digest of objects) {
    if ((await digestOf(join(folder, 'objects', digest.slice(0, 2), digest))) !== digest)
      throw new BackupError(`objects/${digest} is damaged. Use another backup.`);
  }
  if (objects.length !== manifest.objects)
    throw new BackupError(
      `${objects.length} stored files are there, and ${manifest.objects} should be. Use another backup.`,
    );
  return manifest;
}
function readManifest(text: string): Manifest {
  try {
    return JSON.parse(text) as Manifest;
  } catch {
    throw new BackupError('manifest.json is damaged: it is not JSON. Use another backup.');
  }
}
/** Digests of the stored objects that are in it. */
export async function objectsIn(folder: string): Promise<string[]> {
  const found = await readdir(join(folder, 'objects'), { recursive: true, withFileTypes: true }).catch(() => []);
  return found.filter((entry) => entry.isFile()).map((entry) => entry.name);
}
async function digestOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
