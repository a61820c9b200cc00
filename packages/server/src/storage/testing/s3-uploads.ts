// Uploads in parts as S3 has them and s3rver has not: they are listed, given up, and filled with pieces of other objects.
import { createReadStream, existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { Readable } from 'node:stream';

/** What is used of s3rver's store, which its types keep to themselves. */
export interface Store {
  getResourcePath(bucket: string, key: string | undefined, kind: string): string;
  putMetadata(bucket: string, key: string, metadata: object, md5: string): Promise<void>;
  putObject(object: { bucket: string; key: string; content: Body; metadata: object }): Promise<Kept>;
  putPart(bucket: string, uploadId: string, partNumber: string, content: Body): Promise<Kept>;
}
export type Body = Readable & { readonly headers?: IncomingHttpHeaders };
export interface Kept {
  readonly size: number;
  readonly md5: string;
}

/** @returns false when it is none of those that s3rver lacks */
export async function uploadRequest(
  { method, url, headers }: IncomingMessage,
  outgoing: ServerResponse,
  { store, bucket, uploadsFolder }: { readonly store: Store; readonly bucket: string; readonly uploadsFolder: string },
): Promise<boolean> {
  const { searchParams } = new URL(url ?? '', 'http://s3.test');
  const id = searchParams.get('uploadId');
  const folder = join(uploadsFolder, id ?? 'none');
  const answer = (status: number, xml = '') => {
    outgoing.writeHead(status, { 'content-type': 'application/xml' }).end(xml);
    return true;
  };
  const parts = () => readdirSync(folder).filter((name) => /^\d+$/.test(name));
  if (method === 'GET' && searchParams.has('uploads')) {
    const found = (existsSync(uploadsFolder) ? readdirSync(uploadsFolder) : []).map((one) => {
      const file = join(uploadsFolder, one, 'key');
      return { id: one, key: readFileSync(file, 'utf8'), begun: statSync(file).mtime };
    });
    const below = found.filter(({ key }) => key.startsWith(searchParams.get('prefix') ?? ''));
    // One a page: who asks must go on asking.
    const from = below.findIndex((one) => one.id === searchParams.get('upload-id-marker')) + 1;
    const page = below.slice(from, from + 1);
    const listed = page.map(
      (one) =>
        `<Upload><Key>${one.key}</Key><UploadId>${one.id}</UploadId><Initiated>${one.begun.toISOString()}</Initiated></Upload>`,
    );
    const more = from + 1 < below.length;
    const next = `<NextKeyMarker>${page[0]?.key}</NextKeyMarker><NextUploadIdMarker>${page[0]?.id}</NextUploadIdMarker>`;
    return answer(
      200,
      `<ListMultipartUploadsResult><IsTruncated>${more}</IsTruncated>${more ? next : ''}${listed.join('')}</ListMultipartUploadsResult>`,
    );
  }
  if (id === null) return false;
  if (!existsSync(folder))
    return answer(404, '<Error><Code>NoSuchUpload</Code><Message>no such upload</Message></Error>');
  if (method === 'GET') {
    const listed = parts().map(
      (number) => `<Part><PartNumber>${number}</PartNumber><Size>${statSync(join(folder, number)).size}</Size></Part>`,
    );
    return answer(200, `<ListPartsResult><IsTruncated>false</IsTruncated>${listed.join('')}</ListPartsResult>`);
  }
  if (method === 'DELETE') {
    rmSync(folder, { recursive: true });
    return answer(204);
  }
  const source = headers['x-amz-copy-source'];
  if (method === 'PUT' && source !== undefined) {
    const [, start, end] = /^bytes=(\d+)-(\d+)$/.exec(String(headers['x-amz-copy-source-range'])) ?? [];
    const key = decodeURIComponent(String(source)).slice(bucket.length + 1);
    const content = createReadStream(store.getResourcePath(bucket, key, 'object'), {
      start: Number(start),
      end: Number(end),
    });
    const { md5 } = await store.putPart(bucket, id, searchParams.get('partNumber') ?? '', content);
    return answer(200, `<CopyPartResult><ETag>"${md5}"</ETag></CopyPartResult>`);
  }
  return false;
}
