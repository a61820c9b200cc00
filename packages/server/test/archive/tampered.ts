// Archives as somebody would forge them: every digest is right again afterwards, so what is refused is refused for itself.
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import type { Manifest } from '../../src/archive/manifest.ts';
import { openArchive } from '../../src/archive/read.ts';
import { folder } from './schools.ts';

type Row = Record<string, unknown>;
export interface Forge {
  readonly manifest: { -readonly [K in keyof Manifest]: Manifest[K] };
  readonly entries: Map<string, Buffer>;
  rows(table: string, change: (rows: Row[]) => Row[]): void;
  people(change: (rows: Row[]) => Row[]): void;
}
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
const parsed = (bytes: Buffer) =>
  bytes
    .toString()
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Row);
const written = (rows: readonly Row[]) => Buffer.from(rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
const told = (bytes: Buffer, rows: number) => ({ rows, bytes: bytes.length, sha256: sha256(bytes) });

export async function entriesOf(file: string): Promise<{ manifest: Manifest; entries: Map<string, Buffer> }> {
  const archive = await openArchive(file);
  const entries = new Map<string, Buffer>();
  for (const name of archive.names()) {
    const chunks: Uint8Array[] = [];
    for await (const chunk of archive.bytes(name)) chunks.push(chunk);
    entries.set(name, Buffer.concat(chunks));
  }
  archive.close();
  return { manifest: archive.manifest, entries };
}

/** @param bytes what is done to the finished file, for what no writer of ZIPs would write */
export async function tampered(
  file: string,
  change: (forge: Forge) => void,
  bytes: (zip: Buffer) => Buffer = (zip) => zip,
): Promise<string> {
  const { manifest, entries } = await entriesOf(file);
  const forge: Forge = {
    manifest,
    entries,
    rows(table, change) {
      const name = `tables/${table}.jsonl`;
      const rows = change(parsed(entries.get(name) ?? Buffer.alloc(0)));
      entries.set(name, written(rows));
      forge.manifest.tables = {
        ...manifest.tables,
        [table]: { ...manifest.tables[table]!, ...told(entries.get(name)!, rows.length) },
      };
    },
    people(change) {
      const rows = change(parsed(entries.get('people.jsonl')!));
      entries.set('people.jsonl', written(rows));
      forge.manifest.people = told(entries.get('people.jsonl')!, rows.length);
    },
  };
  change(forge);
  const zip = new ZipFile();
  for (const [name, content] of entries)
    zip.addBuffer(name === 'manifest.json' ? Buffer.from(JSON.stringify(manifest)) : content, name);
  zip.end();
  const to = join(folder(), 'tampered.zip');
  await pipeline(zip.outputStream, createWriteStream(to));
  await writeFile(to, bytes(await readFile(to)));
  return to;
}

/** Names of the same length, wherever the file has them. */
export const renamed = (from: string, to: string) => (zip: Buffer) => {
  if (from.length !== to.length) throw new Error(`${from} and ${to} differ in length`);
  return Buffer.from(zip.toString('latin1').replaceAll(from, to), 'latin1');
};

/** The directory names the bytes of one entry three times (APPNOTE.TXT, 4.3.12 and 4.3.16). */
export const overlaid = (name: string) => (zip: Buffer) => {
  const end = zip.lastIndexOf('PK\u0005\u0006');
  const directory = zip.readUInt32LE(end + 16);
  const record = zip.lastIndexOf(name) - 46;
  const length = 46 + zip.readUInt16LE(record + 28) + zip.readUInt16LE(record + 30) + zip.readUInt16LE(record + 32);
  const copies = ['1', '2'].map((digit) => {
    const copy = Buffer.from(zip.subarray(record, record + length));
    copy.write(digit, 46 + name.length - 1);
    return copy;
  });
  const last = Buffer.from(zip.subarray(end));
  for (const at of [8, 10]) last.writeUInt16LE(last.readUInt16LE(at) + copies.length, at);
  last.writeUInt32LE(end - directory + copies.length * length, 12);
  return Buffer.concat([zip.subarray(0, end), ...copies, last]);
};
