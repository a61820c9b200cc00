// Objects in a bucket named by their SHA-256, which is known only when a stream has ended. Up to a part (8 MiB) is held and
// put under its name at once. What is larger goes in parts to `incoming/` as it comes, and is then copied by the service.
// Spooled to a local file first, 256 MiB that come at 30 or 100 MB/s took as long (10.6 and 4.5 s either way; 2.1 instead of
// 4.4 s as fast as they can, of a server on this machine), but needed a disk with room for every upload under way.
import { createHash, randomUUID } from 'node:crypto';
import { StorageLimitError, type StoragePort } from '@lectern/kit';
import { addressOf, digestAt } from '../address.ts';
import { verified } from '../verified.ts';
import { openBucket, type S3Options } from './client.ts';
import { outliveRemoval, removeStoredBefore } from './leaving.ts';
import { inParts } from './parts.ts';
import { clearLeftovers, keysBelow } from './unfinished.ts';
import { copy, uploadInParts } from './upload.ts';

const MiB = 1024 * 1024;
/** S3 allows 10,000 parts of an upload, so an object has at most 78 GiB. */
const mostParts = 10_000;

/** What tests make smaller, so that they see in a second what large files see. */
export interface Measures {
  /** Of a part, in bytes; two of them are in memory for each put under way. S3 allows no less than 5 MiB. */
  readonly part: number;
  /** Bytes that one request copies. */
  readonly piece: number;
  /** Milliseconds after which a removal has ended. */
  readonly settle: number;
  /** Milliseconds that one request may take: 8 MiB at 0.3 Mbit/s take 220 s. */
  readonly patience: number;
}
const usual: Measures = { part: 8 * MiB, piece: 512 * MiB, settle: 20_000, patience: 300_000 };

/**
 * Nothing is asked of the service before the first call. Every fault is a sentence that says what to do.
 *
 * Whoever gets an object holds a connection until it is read, or has been idle for a minute. The time of an object above
 * `piece` is the moment at which its last copy began, as S3 counts it.
 */
export function s3Storage(options: S3Options, { part, piece, settle, patience }: Measures = usual): StoragePort {
  const bucket = openBucket(options, patience);

  return {
    async put(body, { limit = Number.POSITIVE_INFINITY } = {}) {
      const hash = createHash('sha256');
      let size = 0;
      const counted = async function* () {
        for await (const chunk of body) {
          size += chunk.byteLength;
          if (size > Math.min(limit, part * mostParts)) throw new StorageLimitError(Math.min(limit, part * mostParts));
          hash.update(chunk);
          yield chunk;
        }
      };
      const parts = inParts(counted(), part);
      const held: Buffer[] = [];
      for (let next = await parts.next(); !next.done; next = await parts.next()) if (held.push(next.value) === 2) break;
      const [only, more] = held;
      const incoming = more && `incoming/${randomUUID()}`;
      if (incoming) await uploadInParts(bucket, incoming, emptied(held, parts));
      const digest = hash.digest('hex');
      const Key = bucket.key(addressOf(digest));
      const write = async () => {
        if (incoming) await copy(bucket, incoming, addressOf(digest), size, piece);
        else await bucket.ask((s3, at) => s3.putObject({ ...at, Key, Body: only }));
      };
      try {
        await write();
        await outliveRemoval(bucket, digest, write, settle);
      } finally {
        if (incoming) await bucket.remove(incoming).catch(() => {}); // cleared a day later
      }
      return { digest, size };
    },
    async get(digest, range) {
      const Key = bucket.key(addressOf(digest));
      const Range = range && `bytes=${range.start}-${range.end}`;
      const found = await bucket.find((s3, at) => s3.getObject({ ...at, Key, ...(Range && { Range }) }));
      if (!found) return undefined;
      const body = found.Body as AsyncIterable<Uint8Array>;
      if (!range) return { size: found.ContentLength ?? 0, body: verified(digest, body) };
      return { size: Number(found.ContentRange?.split('/')[1]), body };
    },
    size: async (digest) => (await bucket.head(addressOf(digest)))?.size,
    async remove(digest, { storedBefore } = {}) {
      if (storedBefore) return removeStoredBefore(bucket, digest, storedBefore, settle);
      if (!(await bucket.head(addressOf(digest)))) return false;
      await bucket.remove(addressOf(digest));
      return true;
    },
    async *list() {
      for await (const { path, size, storedAt } of keysBelow(bucket, 'objects/')) {
        const digest = digestAt(path);
        if (digest) yield { digest, size, storedAt };
      }
    },
    clearUnfinished: (before) => clearLeftovers(bucket, before),
    /** Uses every permission that the others need. Leaves nothing behind. */
    async check() {
      const probe = Buffer.from(`probe ${randomUUID()}`);
      const { digest } = await this.put(once(probe));
      const found = await this.get(digest);
      const read: Uint8Array[] = [];
      for await (const chunk of found?.body ?? []) read.push(chunk);
      if (!Buffer.concat(read).equals(probe))
        throw new Error(`what was written to the bucket ${options.bucket} did not come back`);
      await this.remove(digest);
      for await (const _ of this.list()) break;
      await this.clearUnfinished(new Date(0));
    },
  };
}

/** Hands out what was held and lets go of it, then the rest. */
async function* emptied(held: Uint8Array[], rest: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for (let part = held.shift(); part; part = held.shift()) yield part;
  yield* rest;
}
async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
