// The ZIP of an archive, opened as something a stranger sent: what its directory says is judged before a byte is unpacked,
// and what is unpacked never grows past what the directory said.
import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { ArchiveError, isEntryName, Manifest, manifestEntry } from './manifest.ts';

export const limits = {
  entries: 2_000_000,
  /** Of manifest.json. */
  manifest: 16 * 2 ** 20,
  /** Of one row. */
  line: 32 * 2 ** 20,
  /** JSON lines shrink to a tenth; a bomb of zeros to a thousandth. */
  ratio: 200,
  /** Below so many bytes the ratio says nothing. */
  ratioFrom: 2 ** 20,
} as const;

export interface Archive {
  readonly manifest: Manifest;
  /** Of entries, by name. */
  size(name: string): number | undefined;
  names(): IterableIterator<string>;
  /** @throws ArchiveError when it is not as long as the directory says, or does not unpack */
  bytes(name: string): AsyncIterable<Uint8Array>;
  /** Parsed lines, some at a time. @throws ArchiveError when they are not what the manifest says, at the end */
  lines(
    name: string,
    told: { readonly rows: number; readonly bytes: number; readonly sha256: string },
  ): AsyncIterable<readonly unknown[]>;
  close(): void;
}
const sliceRows = 500;
const sliceBytes = 4 * 2 ** 20;

/** @throws ArchiveError */
export async function openArchive(file: string): Promise<Archive> {
  const zip = await openPromise(file, {
    autoClose: false,
    strictFileNames: true,
    validateEntrySizes: true,
  }).catch((error: Error) => {
    throw new ArchiveError(`${file} is no archive of a school: ${error.message}.`);
  });
  try {
    const entries = await directoryOf(zip);
    const bytes = (name: string) => unpacked(zip, name, entries);
    const archive = {
      size: (name: string) => entries.get(name)?.uncompressedSize,
      names: () => entries.keys(),
      bytes,
      lines: (name: string, told: { rows: number; bytes: number; sha256: string }) => lines(name, bytes(name), told),
      close: () => zip.close(),
    };
    return { ...archive, manifest: await manifestIn(archive) };
  } catch (error) {
    zip.close();
    throw error;
  }
}

async function directoryOf(zip: ZipFile): Promise<Map<string, Entry>> {
  if (zip.entryCount > limits.entries)
    throw new ArchiveError(`The archive has ${zip.entryCount} entries; more than ${limits.entries} are refused.`);
  const entries = new Map<string, Entry>();
  let packed = 0;
  try {
    for await (const entry of zip.eachEntry()) {
      const { fileName: name, compressedSize, uncompressedSize } = entry;
      const quoted = JSON.stringify(name.slice(0, 200));
      if (!isEntryName(name))
        throw new ArchiveError(`The archive has an entry ${quoted}, which is none of an archive.`);
      if (entries.has(name)) throw new ArchiveError(`The archive has ${quoted} twice.`);
      if (entry.isEncrypted()) throw new ArchiveError(`${quoted} is encrypted.`);
      if (uncompressedSize > limits.ratioFrom && uncompressedSize > compressedSize * limits.ratio)
        throw new ArchiveError(
          `${quoted} would unpack to more than ${limits.ratio} times its size. The archive is built to fill a disk.`,
        );
      packed += compressedSize;
      entries.set(name, entry);
    }
  } catch (error) {
    if (error instanceof ArchiveError) throw error;
    throw new ArchiveError(`The archive is damaged, or built to do harm: ${(error as Error).message}.`);
  }
  // Entries that lie over one another unpack the same bytes again and again.
  if (packed > zip.fileSize)
    throw new ArchiveError('Entries of the archive lie over one another. It is built to fill a disk.');
  return entries;
}

async function* unpacked(zip: ZipFile, name: string, entries: ReadonlyMap<string, Entry>): AsyncGenerator<Uint8Array> {
  const entry = entries.get(name);
  if (!entry) throw new ArchiveError(`${name} is missing in the archive.`);
  let stream: Readable;
  try {
    stream = await zip.openReadStreamPromise(entry);
    yield* stream as AsyncIterable<Uint8Array>;
  } catch (error) {
    throw new ArchiveError(`${name} is damaged: ${(error as Error).message}. Use another copy of the archive.`);
  }
}

async function manifestIn(archive: Pick<Archive, 'size' | 'bytes' | 'names'>): Promise<Manifest> {
  const size = archive.size(manifestEntry);
  if (size === undefined) throw new ArchiveError('The file has no manifest.json, so it is no archive of a school.');
  if (size > limits.manifest) throw new ArchiveError('manifest.json is larger than a manifest can be.');
  const chunks: Uint8Array[] = [];
  for await (const chunk of archive.bytes(manifestEntry)) chunks.push(chunk);
  const parsed = Manifest.safeParse(parse(Buffer.concat(chunks).toString('utf8'), manifestEntry));
  if (parsed.success) return parsed.data;
  const { path, message } = parsed.error.issues[0]!;
  throw new ArchiveError(
    `manifest.json is not one that this version can read (${path.join('.') || 'as a whole'}: ${message}).`,
  );
}

async function* lines(
  name: string,
  source: AsyncIterable<Uint8Array>,
  told: { readonly rows: number; readonly bytes: number; readonly sha256: string },
): AsyncGenerator<readonly unknown[]> {
  const hash = createHash('sha256');
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const text = (chunk?: Uint8Array) => {
    try {
      return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode();
    } catch {
      throw new ArchiveError(`${name} is no UTF-8.`);
    }
  };
  let rest = '';
  let rows = 0;
  let bytes = 0;
  let held = 0;
  let slice: unknown[] = [];
  for await (const chunk of source) {
    hash.update(chunk);
    bytes += chunk.byteLength;
    if (bytes > told.bytes) break;
    const [first = '', ...more] = text(chunk).split('\n');
    rest += first;
    if (rest.length > limits.line) throw new ArchiveError(`Row ${rows + 1} of ${name} is larger than a row can be.`);
    for (const next of more) {
      rows++;
      held += rest.length;
      slice.push(parse(rest, `Row ${rows} of ${name}`));
      rest = next;
      if (slice.length < sliceRows && held < sliceBytes) continue;
      yield slice;
      slice = [];
      held = 0;
    }
  }
  rest += text();
  const whole = bytes === told.bytes && rows === told.rows && rest === '' && hash.digest('hex') === told.sha256;
  if (!whole)
    throw new ArchiveError(`${name} is not what the manifest says of it: it was damaged or changed. Use another copy.`);
  if (slice.length > 0) yield slice;
}

function parse(text: string, where: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new ArchiveError(`${where} is no JSON.`);
  }
}
