// Bytes into a key of the bucket: in parts as they come, or copied from another key by the service itself.
import type { CompletedPart, S3 } from '@aws-sdk/client-s3';
import type { Bucket } from './client.ts';
import { saysUploadGone } from './faults.ts';

interface Place {
  readonly Bucket: string;
  readonly Key: string;
  readonly UploadId: string | undefined;
  readonly PartNumber: number;
}
/** Sends the next part. `work` answers the tag that the service gave to it. */
type Send = (work: (s3: S3, place: Place) => Promise<string | undefined>) => Promise<void>;

/** Sends a part while the next one is being read: two parts in memory, whatever the size. */
export async function uploadInParts(bucket: Bucket, path: string, parts: AsyncIterable<Uint8Array>): Promise<void> {
  await multipart(bucket, path, async (send) => {
    let sending: Promise<void> = Promise.resolve();
    try {
      for await (const part of parts) {
        await sending;
        sending = send((s3, place) => s3.uploadPart({ ...place, Body: part }).then(({ ETag }) => ETag));
        sending.catch(() => {}); // heard below, when the next part has been read
      }
    } finally {
      await Promise.allSettled([sending]); // a part on its way could outlive the abort
    }
    await sending;
  });
}

/** @param piece bytes that one request copies: S3 allows 5 GiB, but a service that is silent for a minute is given up */
export async function copy(bucket: Bucket, from: string, to: string, size: number, piece: number): Promise<void> {
  const CopySource = [bucket.name, ...bucket.key(from).split('/')].map(encodeURIComponent).join('/');
  if (size <= piece) {
    await bucket.ask((s3, at) => s3.copyObject({ ...at, Key: bucket.key(to), CopySource }));
    return;
  }
  await multipart(bucket, to, async (send) => {
    for (let start = 0; start < size; start += piece) {
      const CopySourceRange = `bytes=${start}-${Math.min(start + piece, size) - 1}`;
      await send((s3, place) =>
        s3.uploadPartCopy({ ...place, CopySource, CopySourceRange }).then((answer) => answer.CopyPartResult?.ETag),
      );
    }
  });
}

/** The key appears, whole, when the last request of an upload in parts is answered. Any fault before it aborts the upload. */
async function multipart(bucket: Bucket, path: string, fill: (send: Send) => Promise<void>): Promise<void> {
  const Key = bucket.key(path);
  const { UploadId } = await bucket.ask((s3, at) => s3.createMultipartUpload({ ...at, Key }));
  const Parts: CompletedPart[] = [];
  try {
    await fill(async (work) => {
      const PartNumber = Parts.length + 1;
      const part: CompletedPart = { PartNumber };
      Parts.push(part);
      part.ETag = await bucket.ask((s3, at) => work(s3, { ...at, Key, UploadId, PartNumber }));
    });
    const complete = bucket.ask((s3, at) =>
      s3.completeMultipartUpload({ ...at, Key, UploadId, MultipartUpload: { Parts } }),
    );
    await complete.catch(async (error: unknown) => {
      // Asked again because the answer was lost, the service knows the upload no more: it is done.
      if (!saysUploadGone(error) || !(await bucket.head(path))) throw error;
    });
  } catch (error) {
    await bucket.ask((s3, at) => s3.abortMultipartUpload({ ...at, Key, UploadId })).catch(() => {}); // cleared a day later
    throw error;
  }
}
