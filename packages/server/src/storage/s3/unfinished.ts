// What a killed process leaves in a bucket: uploads that nobody will end, bytes that were to become an object, and notes of
// removals.
import type { ListMultipartUploadsOutput, ListPartsOutput } from '@aws-sdk/client-s3';
import { digestAt } from '../address.ts';
import type { Bucket } from './client.ts';
import { saysUploadGone } from './faults.ts';

/** Every key below a path, in the order of their bytes, a thousand at a time. */
export async function* keysBelow(
  bucket: Bucket,
  path: string,
): AsyncGenerator<{ readonly path: string; readonly size: number; readonly storedAt: Date }> {
  let ContinuationToken: string | undefined;
  do {
    const page = await bucket.ask((s3, at) =>
      s3.listObjectsV2({ ...at, Prefix: bucket.key(path), ...(ContinuationToken && { ContinuationToken }) }),
    );
    for (const { Key = '', Size = 0, LastModified = new Date() } of page.Contents ?? [])
      yield { path: bucket.path(Key), size: Size, storedAt: LastModified };
    ContinuationToken = page.IsTruncated ? page.NextContinuationToken : undefined;
  } while (ContinuationToken);
}

/** Somebody else may use the bucket, and a folder in it of the same name. */
const isIncoming = (path: string) => /^incoming\/[0-9a-f-]{36}$/.test(path);
const isNote = (path: string) => /^leaving\/[0-9a-f]{64}$/.test(path);

/** @returns bytes freed */
export async function clearLeftovers(bucket: Bucket, before: Date): Promise<number> {
  let freed = 0;
  for (const folder of ['incoming/', 'leaving/'])
    for await (const { path, size, storedAt } of keysBelow(bucket, folder)) {
      if (storedAt >= before || !(isIncoming(path) || isNote(path))) continue;
      await bucket.remove(path);
      freed += size;
    }
  for await (const { Key, UploadId } of uploadsBegun(bucket, before)) {
    freed += await sizeOfParts(bucket, Key, UploadId);
    const aborted = bucket.ask((s3, at) => s3.abortMultipartUpload({ ...at, Key, UploadId }));
    await aborted.catch((error: unknown) => {
      if (!saysUploadGone(error)) throw error; // somebody else was first
    });
  }
  return freed;
}

/** MinIO lists none below a folder; it clears them away by itself after a day. */
async function* uploadsBegun(bucket: Bucket, before: Date) {
  let [KeyMarker, UploadIdMarker, more] = ['', '', true];
  while (more) {
    const from = KeyMarker && { KeyMarker, UploadIdMarker };
    const page: ListMultipartUploadsOutput = await bucket.ask((s3, at) =>
      s3.listMultipartUploads({ ...at, Prefix: bucket.key(''), ...from }),
    );
    for (const { Key = '', UploadId = '', Initiated = new Date() } of page.Uploads ?? [])
      if (Initiated < before && (isIncoming(bucket.path(Key)) || digestAt(bucket.path(Key)))) yield { Key, UploadId };
    ({ NextKeyMarker: KeyMarker = '', NextUploadIdMarker: UploadIdMarker = '', IsTruncated: more = false } = page);
  }
}

async function sizeOfParts(bucket: Bucket, Key: string, UploadId: string): Promise<number> {
  let size = 0;
  let PartNumberMarker: string | undefined;
  do {
    const asked = bucket.ask((s3, at) =>
      s3.listParts({ ...at, Key, UploadId, ...(PartNumberMarker && { PartNumberMarker }) }),
    );
    const page: ListPartsOutput = await asked.catch((error: unknown) => {
      if (!saysUploadGone(error)) throw error;
      return {};
    });
    for (const { Size = 0 } of page.Parts ?? []) size += Size;
    PartNumberMarker = page.IsTruncated ? page.NextPartNumberMarker : undefined;
  } while (PartNumberMarker);
  return size;
}
