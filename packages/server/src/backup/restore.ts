// A backup becomes a school again.
import { closeSync, createReadStream, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from '../data/database.ts';
import { referencesOf } from '../schema/introspect.ts';
import type { School } from '../school.ts';
import type { Backup } from './backup.ts';
import { BackupError, type Manifest, objectsIn, verify } from './manifest.ts';
import { snapshotOf } from './snapshot.ts';
import { codecOf } from './values.ts';

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
  const rows = await database.unit(async () => {
    const filled = await fillTables(database, manifest, folder);
    await school.audit.adopt(); // where the key is not the one it was made under
    await school.audit.record({ operation: 'admin.restore', facts: { madeAt: manifest.madeAt } });
    return filled;
  });
  return { folder, rows, objects: manifest.objects };
}

/**
 * In the caller's unit of work, into tables that are there and empty. Reads synchronously: a unit awaits the database and
 * nothing else, and nobody else is served meanwhile. @returns how many rows
 */
export async function fillTables(database: Database, manifest: Manifest, folder: string): Promise<number> {
  let rows = 0;
  if (database.dialect === 'postgres') await database.execute(`set local "lectern.org" = '*'`);
  else await database.execute('pragma defer_foreign_keys = on');
  for (const table of inOrder(Object.keys(manifest.tables), await referencesOf(database)))
    rows += await readTable(database, table, join(folder, 'tables', `${table}.jsonl`));
  for (const statement of renumbered) await database.execute(statement);
  return rows;
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
export function inOrder(tables: readonly string[], references: Awaited<ReturnType<typeof referencesOf>>): string[] {
  const order = new Set<string>();
  const visit = (table: string) => {
    if (order.has(table)) return;
    for (const { from, to } of references) if (from === table && to !== table && tables.includes(to)) visit(to);
    order.add(table);
  };
  for (const table of tables) visit(table);
  return [...order];
}

async function readTable(database: Database, table: string, file: string): Promise<number> {
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
export function insertion(dialect: string, table: string, columns: readonly string[]): string {
  const names = columns.map((name) => `"${name}"`).join(', ');
  if (dialect === 'postgres')
    return `insert into "${table}" (${names}) select ${names} from json_populate_recordset(null::"${table}", $1::json) returning 1`;
  return `insert into "${table}" (${names}) select ${columns.map((name) => `json_extract(value, '$."${name}"')`).join(', ')} from json_each(?) where true returning 1`;
}
