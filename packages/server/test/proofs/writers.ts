// People who write over HTTP until the server dies under them, and remember what they were told.

export interface Write {
  /** Its Idempotency-Key. */
  readonly key: string;
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
  /** What the server answered; undefined when it died before. */
  answer?: Readonly<Record<string, unknown>>;
}
export interface Author {
  readonly url: string;
  /** Bearer key. */
  readonly bearer: string;
  /** Every write of all writers, in the order they were begun. */
  readonly diary: Write[];
}

/** The connection ended before the answer: nobody knows whether it was done. */
export class Cut extends Error {}

/** @throws Cut when the server is gone; Error when it answers anything but 200 */
export async function send(
  { url, bearer }: Pick<Author, 'url' | 'bearer'>,
  { key, path, body }: Write,
): Promise<{ answer: Record<string, unknown>; replayed: boolean }> {
  const headers = { authorization: `Bearer ${bearer}`, 'content-type': 'application/json', 'idempotency-key': key };
  let response: Response;
  let answer: Record<string, unknown>;
  try {
    response = await fetch(`${url}/api${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    answer = (await response.json()) as Record<string, unknown>;
  } catch (error) {
    throw new Cut(`POST ${path}`, { cause: error });
  }
  if (response.status !== 200) throw new Error(`POST ${path} answered ${response.status}: ${JSON.stringify(answer)}`);
  return { answer, replayed: response.headers.get('idempotency-replayed') === 'true' };
}

/** Writes courses with sections and lessons, publishes them and enrols, one after the other, until the server is gone. */
export async function writeUntilCut(author: Author, name: string): Promise<void> {
  let number = 0;
  const write = async (path: string, body: Record<string, unknown> = {}) => {
    const entry: Write = { key: `${name}-${number++}`, path, body };
    author.diary.push(entry);
    entry.answer = (await send(author, entry)).answer;
    return String(entry.answer.id);
  };
  try {
    for (;;) {
      const course = await write('/courses', { title: `Course ${name}-${number}` });
      const section = await write(`/courses/${course}/sections`, { title: `Section ${name}-${number}` });
      for (let lesson = 0; lesson < 2; lesson++)
        await write(`/courses/sections/${section}/lessons`, { title: `Lesson ${name}-${number}` });
      await write(`/courses/${course}/publish`);
      await write(`/enrollment/courses/${course}`);
    }
  } catch (error) {
    if (!(error instanceof Cut)) throw error;
  }
}
