// The storages under test: each in a folder of its own, S3 with a server in this process.
import { existsSync, globSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addressOf } from '../../src/storage/address.ts';
import { localStorage } from '../../src/storage/local.ts';
import type { S3Options } from '../../src/storage/s3/client.ts';
import { type Measures, s3Storage } from '../../src/storage/s3/storage.ts';
import { partUnderTest, type StorageUnderTest } from '../../src/storage/testing/conformance.ts';
import { type S3Server, startS3Server } from '../../src/storage/testing/s3-server.ts';

/** The only key that s3rver knows. */
export const key = { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' };
export const smallMeasures: Measures = { part: partUnderTest, piece: 150_000, settle: 400, patience: 60_000 };

export async function openLocal(): Promise<StorageUnderTest & { readonly folder: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'lectern-storage-'));
  return {
    folder,
    storage: localStorage(folder),
    file: (digest) => join(folder, addressOf(digest)),
    leftovers: () => globSync('{incoming,leaving}/*', { cwd: folder }).map((path) => join(folder, path)),
    close: async () => rmSync(folder, { recursive: true }),
  };
}

export async function openS3(
  prefix = 'north/files',
): Promise<StorageUnderTest & { readonly server: S3Server; readonly options: S3Options }> {
  const folder = mkdtempSync(join(tmpdir(), 'lectern-s3-'));
  const server = await startS3Server(folder);
  const options: S3Options = { endpoint: server.endpoint, region: 'us-east-1', bucket: server.bucket, prefix, ...key };
  const below = prefix && `${prefix}/`;
  return {
    server,
    options,
    storage: s3Storage(options, smallMeasures),
    file: (digest) => server.file(below + addressOf(digest)),
    // Notes of removals are not among them: they lie there for a day.
    leftovers: () => [
      ...globSync(`${server.bucket}/${below}incoming/*_object`, { cwd: folder }).map((path) => join(folder, path)),
      ...server
        .uploads()
        .map(({ folder: upload }) => join(upload, 'key'))
        .filter((path) => existsSync(path)),
    ],
    async close() {
      await server.close();
      rmSync(folder, { recursive: true });
    },
  };
}
