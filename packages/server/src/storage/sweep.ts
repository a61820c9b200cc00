// Storage shrinks: what no row of the database names any more is removed. It takes two looks with a day between them, so
// that nothing is lost to an upload whose row is still to come, a unit that copies a row, or a backup under way.
import {
  declarationByName,
  type JobHandler,
  job,
  type ListedObject,
  type Logger,
  runs,
  type StoragePort,
} from '@lectern/kit';
import { z } from 'zod';
import { snapshotOf } from '../backup/snapshot.ts';
import { isLedger } from '../backup/values.ts';
import type { JobsPort } from '../jobs/port.ts';

export interface SweepParts {
  readonly storage: StoragePort;
  /** Of the database. */
  readonly address: string;
  readonly now: () => Date;
}
/** Which objects are named cannot be known. */
export class UnknowableError extends Error {}

const grace = 24 * 3_600_000;

/** What no row names and nobody has put for a day: what a sweep would remove. Changes nothing. */
export async function* unreferenced({ storage, address, now }: SweepParts): AsyncGenerator<ListedObject> {
  // Where nothing is stored the database is not gone through.
  if ((await storage.list()[Symbol.asyncIterator]().next()).done) return;
  const isNamed = await namedFiles(address);
  const before = now().getTime() - grace;
  for await (const object of storage.list())
    if (object.storedAt.getTime() < before && !isNamed(object.digest)) yield object;
}

/** `objects` and `bytes` that a sweep would free. */
export async function sweepable(parts: SweepParts): Promise<{ objects: number; bytes: number }> {
  const found = { objects: 0, bytes: 0 };
  for await (const { size } of unreferenced(parts)) {
    found.objects++;
    found.bytes += size;
  }
  return found;
}

export const sweep = job('kernel.sweep-storage', z.object({}), {
  title: { en: 'Look for files that nothing names', ar: 'البحث عن ملفات لا يسميها شيء' },
  cron: '23 3 * * *',
  concurrency: 1,
});
/** `seen`: when they were found unreferenced. */
const remove = job('kernel.remove-objects', z.object({ digests: z.array(z.string()), seen: z.iso.datetime() }), {
  title: { en: 'Remove files that nothing names', ar: 'إزالة ملفات لا يسميها شيء' },
  concurrency: 1,
});
/** Of 67 bytes each. */
const digestsInAJob = 5_000;

/**
 * The first look is a job a day, which leaves what it finds to a second job a day later. Both may be killed anywhere and run
 * again, or twice at once: the second asks all anew before it removes anything.
 */
export function sweeping(
  parts: SweepParts,
  jobs: Pick<JobsPort, 'enqueue'>,
  { id, log }: { readonly id: () => string; readonly log: Pick<Logger, 'warn'> },
): JobHandler[] {
  const { storage, now, address } = parts;
  const unlessUnknowable = (work: () => Promise<void>) =>
    work().catch((error: unknown) => {
      if (!(error instanceof UnknowableError)) throw error;
      log.warn(`nothing is removed from storage: ${error.message}`);
    });
  const later = (digests: readonly string[], seen: Date) =>
    jobs.enqueue(
      remove,
      { digests: [...digests], seen: seen.toISOString() },
      { id: id(), org: undefined },
      { runAt: new Date(seen.getTime() + grace) },
    );
  return [
    runs(sweep, (_, run) =>
      unlessUnknowable(async () => {
        const seen = now();
        await storage.clearUnfinished(new Date(seen.getTime() - grace));
        const digests: string[] = [];
        for await (const { digest } of unreferenced(parts)) {
          run.signal.throwIfAborted();
          digests.push(digest);
          if (digests.length === digestsInAJob) await later(digests.splice(0), seen);
        }
        if (digests.length > 0) await later(digests, seen);
      }),
    ),
    runs(remove, ({ digests, seen }, run) =>
      unlessUnknowable(async () => {
        const isNamed = await namedFiles(address);
        for (const digest of digests) {
          run.signal.throwIfAborted();
          if (!isNamed(digest)) await storage.remove(digest, { storedBefore: new Date(seen) });
        }
      }),
    ),
  ];
}

/** On Postgres a table of its own, beside the one it indexes. */
const isTextIndex = (table: string) =>
  table.endsWith('_fts') && declarationByName(table.slice(0, -'_fts'.length))?.search !== undefined;

/**
 * Asks every `fileRef` column of every table, of all organizations, as of one moment.
 *
 * @throws UnknowableError when the database has a table that no plugin here declares, or names no object at all: it is more
 *   likely a new one beside old files than a school without any
 */
async function namedFiles(address: string): Promise<(digest: string) => boolean> {
  const snapshot = await snapshotOf(address);
  // 48 bits of a digest fit a number: a million of them take 40 MB, as texts 100. Two that share them are both kept.
  const named = new Set<number>();
  const short = (digest: string) => Number.parseInt(digest.slice(0, 12), 16);
  try {
    for (const table of await snapshot.tables()) {
      if (isLedger(table) || isTextIndex(table)) continue;
      const declared = declarationByName(table);
      if (!declared)
        throw new UnknowableError(
          `the table ${table} belongs to a plugin that is not loaded and may name any file. Load the plugin again, or drop the table.`,
        );
      if (declared.files.length === 0) continue;
      for await (const rows of snapshot.rows(table))
        for (const row of rows)
          for (const column of declared.files) if (row[column] !== null) named.add(short(String(row[column])));
    }
  } finally {
    await snapshot.close();
  }
  if (named.size === 0) throw new UnknowableError('the database names no file at all. Is it the right one?');
  return (digest) => named.has(short(digest));
}
