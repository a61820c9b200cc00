// A backup is a folder a person can read: a manifest, a file of JSON lines a table, and the stored objects. It is
// consistent while the school serves, checked by digest, and restores into either database.
import { createHash } from 'node:crypto';
import { closeSync, createReadStream, createWriteStream, existsSync, openSync, readSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { finished } from 'node:stream/promises';
import { declarationByName, declarationOf } from '@lectern/kit';
import type { School } from '../school.ts';
import { snapshotOf } from './snapshot.ts';
import { codecOf, isLedger } from './values.ts';

export interface Backup {
  readonly folder: string;
  readonly rows: number;
  readonly objects: number;
}
interface Manifest {
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

/**
 * @param to a folder that does not exist yet; `data/backups/<time>` of the school when empty
 * @throws BackupError; what was written so far is then removed
 */
export async function backUp(school: School, to: string): Promise<Backup> {
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
    for (const table of await snapshot.tables()) {
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
      await writeObject(join(draft, 'objects', digest.slice(0, 2)), digest, object.body);
      objects++;
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
async function objectsIn(folder: string): Promise<string[]> {
  const found = await readdir(join(folder, 'objects'), { recursive: true, withFileTypes: true }).catch(() => []);
  return found.filter((entry) => entry.isFile()).map((entry) => entry.name);
}
async function digestOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

/**
 * Fills a new school. Verified before anything is written; the database gets all rows in one unit, or none.
 * @param school migrated, with an empty database
 * @throws BackupError
 */
export async function restore(school: School, folder: string): Promise<Backup> {
  const manifest = await verify(folder);
  const { database } = school;
  const applied = (await database.rawAll('select plugin, name from schema_migrations'))
    .map((row) => `${String(row.plugin)}/${String(row.name)}`)
    .sort();
  const differing = [
    ...manifest.migrations.filter((one) => !applied.includes(one)),
    ...applied.filter((one) => !manifest.migrations.includes(one)),
  ];
  if (differing.length > 0)
    throw new BackupError(
      `The backup was made by another version of Lectern or its plugins (${differing.slice(0, 3).join(', ')} differ). Restore with that version, then upgrade.`,
    );
  const unlisted = (await tablesIn(school)).find((table) => codecOf(table) && !(table in manifest.tables));
  if (unlisted)
    throw new BackupError(
      `manifest.json does not list the table ${unlisted}, so its rows would be lost. Use another backup.`,
    );
  const [row] = await database.rawAll('select count(*) as n from audit_entries');
  if (Number(row?.n) > 0)
    throw new BackupError('This school is in use. Restore into a new one: lms restore BACKUP --dir NEW.');
  for (const digest of await objectsIn(folder)) {
    const stored = await school.storage.put(createReadStream(join(folder, 'objects', digest.slice(0, 2), digest)));
    if (stored.digest !== digest) throw new BackupError(`objects/${digest} changed while it was read.`);
  }
  let rows = 0;
  await database.unit(async () => {
    rows = 0;
    if (database.dialect === 'postgres') await database.execute(`set local "lectern.org" = '*'`);
    else await database.execute('pragma defer_foreign_keys = on');
    for (const table of inOrder(Object.keys(manifest.tables)))
      rows += await readTable(school, table, join(folder, 'tables', `${table}.jsonl`));
    for (const statement of renumbered) await database.execute(statement);
  });
  return { folder, rows, objects: manifest.objects };
}

/**
 * Positions of events are transaction ids of the database they came from, which mean nothing in this one: they become
 * 0 and their rank, and a subscriber's position the rank of the last event it has seen.
 */
const renumbered = [
  `update outbox_cursors set seq = (select count(*) from outbox o where o.xid < outbox_cursors.xid or (o.xid = outbox_cursors.xid and o.seq <= outbox_cursors.seq)), xid = 0`,
  `update outbox set seq = (select -1 - count(*) from outbox o where o.xid < outbox.xid or (o.xid = outbox.xid and o.seq < outbox.seq))`,
  `update outbox set seq = -seq, xid = 0`,
];

async function tablesIn({ address }: School): Promise<string[]> {
  const snapshot = await snapshotOf(address);
  return snapshot.tables().finally(() => snapshot.close());
}

/** A table after all that it references. */
function inOrder(tables: readonly string[]): string[] {
  const order: string[] = [];
  const visit = (table: string) => {
    if (order.includes(table)) return;
    const references = declarationByName(table)?.references ?? {};
    for (const [target] of Object.values(references)) {
      const name = declarationOf(target).name;
      if (name !== table && tables.includes(name)) visit(name);
    }
    order.push(table);
  };
  for (const table of tables) visit(table);
  return order;
}

async function readTable({ database }: School, table: string, file: string): Promise<number> {
  const codec = codecOf(table);
  if (!codec) throw new BackupError(`The backup has a table ${table} that no installed plugin knows.`);
  let count = 0;
  let slice: Record<string, unknown>[] = [];
  const flush = async () => {
    if (slice.length === 0) return;
    await database.rawAll(insertion(database.dialect, table, Object.keys(slice[0]!)), [JSON.stringify(slice)]);
    count += slice.length;
    slice = [];
  };
  // Read synchronously: a unit awaits the database and nothing else, and nobody else is served while a school is restored.
  for (const line of linesOf(file)) {
    const row = JSON.parse(line) as Record<string, unknown>;
    slice.push(database.dialect === 'sqlite' ? codec.fromJson(row) : row);
    if (slice.length === 500) await flush();
  }
  await flush();
  return count;
}
function* linesOf(file: string): Generator<string> {
  const handle = openSync(file, 'r');
  try {
    const decoder = new TextDecoder();
    const buffer = Buffer.allocUnsafe(1 << 20);
    let rest = '';
    for (let size = readSync(handle, buffer); size > 0; size = readSync(handle, buffer)) {
      const lines = (rest + decoder.decode(buffer.subarray(0, size), { stream: true })).split('\n');
      rest = lines.pop()!;
      yield* lines;
    }
    if (rest) yield rest;
  } finally {
    closeSync(handle);
  }
}
/** One statement for many rows: both databases read a JSON array as rows. */
function insertion(dialect: string, table: string, columns: readonly string[]): string {
  const names = columns.map((name) => `"${name}"`).join(', ');
  if (dialect === 'postgres')
    return `insert into "${table}" (${names}) select ${names} from json_populate_recordset(null::"${table}", $1::json) returning 1`;
  return `insert into "${table}" (${names}) select ${columns.map((name) => `json_extract(value, '$."${name}"')`).join(', ')} from json_each(?) where true returning 1`;
}
