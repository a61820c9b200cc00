// One organization as one file that another installation takes in: `lms org export`. As of one moment, while the school
// serves; in memory are a few hundred rows, and the ids of its people and files.
import { createWriteStream, existsSync } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { snapshotOf } from '../backup/snapshot.ts';
import type { School } from '../school.ts';
import { type Gathered, gather, type Told } from './gather.ts';
import { ArchiveError, digestOf, fileEntry, type Manifest, manifestEntry } from './manifest.ts';

export interface Exported {
  readonly file: string;
  readonly organization: { readonly id: string; readonly name: string };
  readonly rows: number;
  readonly people: number;
  readonly files: number;
  readonly bytes: number;
  /** Digests that rows name and the storage does not have. */
  readonly missing: readonly string[];
  readonly behind: Manifest['behind'];
  /** Schools below it, which are not in the file. */
  readonly below: number;
}
/**
 * @param wanted id, address or name; the only organization of the installation when undefined
 * @param to a file that does not exist yet
 * @throws ArchiveError; what was written so far is then removed
 */
export async function exportOrganization(
  school: School,
  { wanted, to }: { readonly wanted: string | undefined; readonly to: string },
  told: Told = () => {},
): Promise<Exported> {
  const file = resolve(school.directory, to);
  if (existsSync(file)) throw new ArchiveError(`${file} exists already. Name a file that does not.`);
  if (!existsSync(dirname(file)))
    throw new ArchiveError(`There is no folder ${dirname(file)}. Make it, or name another.`);
  const draft = `${file}.unfinished`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { mode: 0o700 });
  const snapshot = await snapshotOf(school.address);
  try {
    const gathered = await gather(school, snapshot, wanted, draft, told);
    const bytes = await zipped(school, gathered, join(draft, 'archive.zip'), told);
    await rename(join(draft, 'archive.zip'), file);
    const { manifest, below } = gathered;
    await school.audit.record({
      org: manifest.organization.id,
      operation: 'organizations.export',
      facts: { archive: digestOf(manifest) },
    });
    return {
      file,
      organization: { id: manifest.organization.id, name: manifest.organization.name },
      rows: Object.values(manifest.tables).reduce((sum, { rows }) => sum + rows, 0),
      people: manifest.people.rows,
      files: manifest.files.count,
      bytes,
      missing: manifest.missing,
      behind: manifest.behind,
      below,
    };
  } finally {
    await snapshot.close();
    await rm(draft, { recursive: true, force: true });
  }
}

/** @returns its size */
async function zipped(
  school: School,
  { manifest, spooled, digests }: Gathered,
  file: string,
  told: Told,
): Promise<number> {
  const zip = new ZipFile();
  const options = { mtime: new Date(manifest.madeAt), mode: 0o600 };
  const output = zip.outputStream as Readable;
  const failed = (error: unknown) => output.destroy(error instanceof Error ? error : new Error(String(error)));
  zip.on('error', failed);
  zip.addBuffer(Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`), manifestEntry, options);
  for (const [entry, aside] of spooled) zip.addFile(aside, entry, options);
  let done = 0;
  // Films and pictures are as small as they get.
  for (const digest of digests)
    zip.addReadStreamLazy(fileEntry(digest), { ...options, compress: false }, (give) => {
      told(done++, digests.length, 'files');
      school.storage.get(digest).then((stored) => {
        if (!stored) return failed(new ArchiveError(`The file ${digest} went while the archive was made. Try again.`));
        give(null, Readable.from(stored.body).on('error', failed));
      }, failed);
    });
  zip.end();
  const out = createWriteStream(file, { flags: 'wx', mode: 0o600 });
  await pipeline(output, out);
  const handle = await open(file, 'r+');
  await handle.sync().finally(() => handle.close());
  return out.bytesWritten;
}
