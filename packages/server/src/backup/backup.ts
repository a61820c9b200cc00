// A backup is a folder a person can read: a manifest, a file of JSON lines a table, and the stored objects. It is
// consistent while the school serves, checked by digest, and restores into either database.
import { createHash } from 'node:crypto';
import { createWriteStream, existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { finished } from 'node:stream/promises';
import type { School } from '../school.ts';
import { BackupError, type Manifest, verify } from './manifest.ts';
import { snapshotOf } from './snapshot.ts';
import { codecOf, isLedger } from './values.ts';

export interface Backup {
  readonly folder: string;
  readonly rows: number;
  readonly objects: number;
}

/**
 * @param to a folder that does not exist yet; `data/backups/<time>` of the school when empty
 * @param told of tables and stored objects, how many are written of how many
 * @throws BackupError, or what `signal` was aborted with; what was written so far is then removed
 */
export async function backUp(
  school: School,
  to: string,
  told: (done: number, total: number) => unknown = () => {},
  signal?: AbortSignal,
): Promise<Backup> {
  const folder = resolve(
    school.directory,
    to || join('data', 'backups', new Date().toISOString().replace(/[:.]/g, '-')),
  );
  if (existsSync(folder)) throw new BackupError(`${folder} exists already. Name a folder that does not.`);
  const draft = `${folder}.unfinished`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(join(draft, 'tables'), { recursive: true, mode: 0o700 });
  const snapshot = await snapshotOf(school.address);
  try {
    const tables: Record<string, { rows: number; sha256: string }> = {};
    const migrations: string[] = [];
    const names = await snapshot.tables();
    const files = await countOf(school.storage.list());
    const total = names.length + files;
    for (const [at, table] of names.entries()) {
      signal?.throwIfAborted();
      await told(at, total);
      if (isLedger(table))
        for await (const rows of snapshot.rows(table))
          migrations.push(...rows.map((row) => `${String(row.plugin)}/${String(row.name)}`));
      const codec = codecOf(table);
      if (codec)
        tables[table] = await writeTable(join(draft, 'tables', `${table}.jsonl`), snapshot.rows(table), codec.toJson);
    }
    // Objects are written before the rows that name them and never change, so copying after the rows misses none.
    let objects = 0;
    for await (const { digest } of school.storage.list()) {
      const object = await school.storage.get(digest);
      if (!object) continue; // removed since it was listed
      signal?.throwIfAborted();
      await writeObject(join(draft, 'objects', digest.slice(0, 2)), digest, object.body);
      objects++;
      await told(Math.min(names.length + objects, total), total);
    }
    const manifest: Manifest = {
      format: 'lectern-backup',
      version: 1,
      madeAt: new Date().toISOString(),
      dialect: school.database.dialect,
      migrations: migrations.sort(),
      tables,
      objects,
    };
    await writeFile(join(draft, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
    await verify(draft);
    await rename(draft, folder);
    return { folder, rows: Object.values(tables).reduce((sum, { rows }) => sum + rows, 0), objects };
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    throw error;
  } finally {
    await snapshot.close();
  }
}

async function countOf(things: AsyncIterable<unknown>): Promise<number> {
  let count = 0;
  for await (const _ of things) count++;
  return count;
}
async function writeTable(
  file: string,
  slices: AsyncIterable<readonly Record<string, unknown>[]>,
  toJson: (row: Record<string, unknown>) => object,
): Promise<{ rows: number; sha256: string }> {
  const out = createWriteStream(file, { flags: 'wx', mode: 0o600 });
  const hash = createHash('sha256');
  let rows = 0;
  for await (const slice of slices) {
    const text = slice.map((row) => `${JSON.stringify(toJson(row))}\n`).join('');
    hash.update(text);
    rows += slice.length;
    if (!out.write(text)) await new Promise<void>((drained) => out.once('drain', drained));
  }
  out.end();
  await finished(out);
  return { rows, sha256: hash.digest('hex') };
}
async function writeObject(folder: string, digest: string, body: AsyncIterable<Uint8Array>): Promise<void> {
  await mkdir(folder, { recursive: true });
  const out = createWriteStream(join(folder, digest), { mode: 0o600 });
  for await (const chunk of body)
    if (!out.write(chunk)) await new Promise<void>((drained) => out.once('drain', drained));
  out.end();
  await finished(out);
}
