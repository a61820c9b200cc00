// The tus protocol as a client speaks it, request by request.
import type { TestPerson } from '@lectern/server/testing';

export const version = { 'tus-resumable': '1.0.0' };
const metadata = (name: string) => `filename ${Buffer.from(name).toString('base64')}`;

export const create = (person: TestPerson, courseId: string, headers: Record<string, string>) =>
  person.fetch(`/api/media/courses/${courseId}/uploads`, { method: 'POST', headers: { ...version, ...headers } });

/** @returns the path that takes the bytes */
export async function begin(person: TestPerson, courseId: string, name: string, length: number): Promise<string> {
  const answer = await create(person, courseId, { 'upload-length': String(length), 'upload-metadata': metadata(name) });
  if (answer.status !== 201) throw new Error(`${answer.status}: ${await answer.text()}`);
  return answer.headers.get('location')!;
}
export const append = (
  person: TestPerson,
  upload: string,
  offset: number,
  body: BodyInit,
  headers: Record<string, string> = {},
) =>
  person.fetch(upload, {
    method: 'PATCH',
    headers: {
      ...version,
      'content-type': 'application/offset+octet-stream',
      'upload-offset': String(offset),
      ...headers,
    },
    body,
    duplex: 'half',
  } as RequestInit);
export const ask = (person: TestPerson, upload: string) => person.fetch(upload, { method: 'HEAD', headers: version });
export const offsetOf = async (person: TestPerson, upload: string) =>
  Number((await ask(person, upload)).headers.get('upload-offset'));

/** A body that comes in these chunks, and breaks off after them if it is told to. */
export function streamOf(chunks: readonly Uint8Array[], { breaks = false } = {}): ReadableStream<Uint8Array> {
  const left = [...chunks];
  return new ReadableStream({
    async pull(controller) {
      await new Promise((resolve) => setTimeout(resolve, 5));
      const next = left.shift();
      if (next) controller.enqueue(next);
      else if (breaks) controller.error(new Error('the connection broke'));
      else controller.close();
    },
  });
}
