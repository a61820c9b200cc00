// Who uses how much of the storage: from the columns that name files, as of one moment, whosever they are.
import { statfs } from 'node:fs/promises';
import { declarationOf, type StorageUse } from '@lectern/kit';
import { getTableColumns } from 'drizzle-orm';
import { snapshotOf } from '../backup/snapshot.ts';
import type { School } from '../school.ts';
import { sweepable, UnknowableError } from '../storage/sweep.ts';

interface Files {
  readonly plugin: string;
  readonly table: string;
  readonly columns: readonly string[];
  readonly organization: string | undefined;
}
function filesOf({ host }: School): Files[] {
  return host.specs.flatMap(({ contract, tables = [] }) =>
    tables.flatMap((table) => {
      const { name, files, view, organizationColumn } = declarationOf(table);
      if (view || files.length === 0) return [];
      // What an organization has of its own, such as its logo, stands in the row that is the organization.
      const own = name === 'organizations' && 'id' in getTableColumns(table) ? 'id' : undefined;
      return [{ plugin: contract.id, table: name, columns: files, organization: organizationColumn ?? own }];
    }),
  );
}

/** Objects of one user, each once. */
interface Tally {
  readonly seen: Set<string>;
  bytes: number;
}

export async function storageUse(school: School): Promise<StorageUse> {
  const sizes = new Map<string, number>();
  let bytes = 0;
  for await (const { digest, size } of school.storage.list()) {
    sizes.set(digest, size);
    bytes += size;
  }
  const [byPlugin, byOrganization] = [new Map<string, Tally>(), new Map<string | null, Tally>()];
  const add = <Key>(tallies: Map<Key, Tally>, key: Key, digest: string, size: number) => {
    const tally = tallies.get(key) ?? { seen: new Set<string>(), bytes: 0 };
    tallies.set(key, tally);
    if (tally.seen.has(digest)) return;
    tally.seen.add(digest);
    tally.bytes += size;
  };
  // Where nothing is stored nothing names it, and the database is not gone through.
  const snapshot = sizes.size > 0 ? await snapshotOf(school.address) : undefined;
  try {
    for (const { plugin, table, columns, organization } of snapshot ? filesOf(school) : [])
      for await (const rows of snapshot!.rows(table))
        for (const row of rows)
          for (const column of columns) {
            const digest = row[column];
            const size = typeof digest === 'string' ? sizes.get(digest) : undefined;
            if (size === undefined) continue;
            add(byPlugin, plugin, String(digest), size);
            add(byOrganization, organization ? String(row[organization]) : null, String(digest), size);
          }
  } finally {
    await snapshot?.close();
  }
  const told = ({ seen, bytes: own }: Tally) => ({ objects: seen.size, bytes: own });
  const larger = (a: { bytes: number }, b: { bytes: number }) => b.bytes - a.bytes;
  const { bavail, blocks, bsize } = await statfs(school.directory);
  return {
    byPlugin: [...byPlugin].map(([plugin, tally]) => ({ plugin, ...told(tally) })).sort(larger),
    byOrganization: [...byOrganization].map(([org, tally]) => ({ org, ...told(tally) })).sort(larger),
    objects: sizes.size,
    bytes,
    database: await databaseBytes(school),
    free: bavail * bsize,
    total: blocks * bsize,
    unused: sizes.size > 0 ? await unusedIn(school) : { objects: 0, bytes: 0 },
    countedAt: school.now(),
  };
}

async function databaseBytes({ database }: School): Promise<number> {
  const [row] = await database.rawAll(
    database.dialect === 'sqlite'
      ? 'select (select page_count from pragma_page_count) * (select page_size from pragma_page_size) as bytes'
      : 'select pg_database_size(current_database()) as bytes',
  );
  return Number(row?.bytes ?? 0);
}
async function unusedIn({ storage, address, now }: School): Promise<StorageUse['unused']> {
  try {
    return await sweepable({ storage, address, now });
  } catch (error) {
    if (error instanceof UnknowableError) return null;
    throw error;
  }
}
