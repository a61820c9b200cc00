// One bucket through the official client, which is loaded when it is first asked for something: a school on local files
// never pays its 20 to 70 ms and 10 MB (75 to 190 ms in a bare process).
import type { S3 } from '@aws-sdk/client-s3';
import { explained, saysAbsent } from './faults.ts';

export interface S3Options {
  /** Address of the service when it is not Amazon's own: `https://s3.example.org`. */
  readonly endpoint?: string;
  readonly region: string;
  readonly bucket: string;
  /** Of all keys, so that several schools can share a bucket. */
  readonly prefix?: string;
  /** Without the two keys the client looks where all programs of Amazon do: the environment, its files, the machine's role. */
  readonly accessKeyId?: string;
  readonly secretAccessKey?: string;
  /** The bucket in the path instead of the host name. Unless stated: with an endpoint of one's own. */
  readonly forcePathStyle?: boolean;
}
interface At {
  readonly Bucket: string;
}
export interface Bucket {
  readonly name: string;
  /** @param path below the prefix */
  key(path: string): string;
  /** @returns the path below the prefix */
  path(key: string): string;
  /** @throws an Error that says what to do */
  ask<T>(work: (s3: S3, at: At) => Promise<T>): Promise<T>;
  /** The same. @returns undefined when the key is not there */
  find<T>(work: (s3: S3, at: At) => Promise<T>): Promise<T | undefined>;
  /** `storedAt` in whole seconds, rounded down: a header says it. */
  head(path: string): Promise<{ readonly size: number; readonly storedAt: Date } | undefined>;
  remove(path: string): Promise<void>;
}

/** @param patience milliseconds that a request may take until its answer begins */
export function openBucket(options: S3Options, patience: number): Bucket {
  const prefix = (options.prefix ?? '').replace(/^\/+|\/+$/g, '').replace(/.$/, '$&/');
  const at = { Bucket: options.bucket };
  let connected: Promise<S3> | undefined;
  const key = (path: string) => prefix + path;

  const attempt: Bucket['ask'] = async (work) => {
    connected ??= connect(options, patience);
    return work(await connected, at);
  };
  const ask: Bucket['ask'] = (work) =>
    attempt(work).catch((error: unknown) => {
      throw explained(error, options);
    });
  const find: Bucket['find'] = (work) =>
    attempt(work).catch((error: unknown) => {
      if (saysAbsent(error)) return undefined;
      throw explained(error, options);
    });
  return {
    name: options.bucket,
    key,
    path: (of) => of.slice(prefix.length),
    ask,
    find,
    async head(path) {
      const found = await find((s3) => s3.headObject({ ...at, Key: key(path) }));
      return found && { size: found.ContentLength ?? 0, storedAt: found.LastModified ?? new Date() };
    },
    async remove(path) {
      await ask((s3) => s3.deleteObject({ ...at, Key: key(path) }));
    },
  };
}

async function connect(options: S3Options, patience: number): Promise<S3> {
  const { S3 } = await import('@aws-sdk/client-s3');
  const { endpoint, region, accessKeyId, secretAccessKey, forcePathStyle = endpoint !== undefined } = options;
  return new S3({
    region,
    forcePathStyle,
    ...(endpoint !== undefined && { endpoint }),
    ...(accessKeyId !== undefined &&
      secretAccessKey !== undefined && { credentials: { accessKeyId, secretAccessKey } }),
    // The client would add a sum of its own to every body, which many a server refuses or, with a stream, keeps as a part of
    // the object. Each body here is a buffer: its SHA-256 is in the signature, and what changes on the way is refused.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    maxAttempts: 3,
    requestHandler: {
      connectionTimeout: Math.min(patience, 5_000),
      // Between two signs of life: a service says nothing while it copies 512 MiB, and a reader may pause.
      socketTimeout: Math.min(patience, 60_000),
      requestTimeout: patience,
      throwOnRequestTimeout: true,
    },
  });
}
