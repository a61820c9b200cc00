// What is kept of an answer for whoever sends the same request again: JSON as it is, and of raw operations, whose body is
// their own, status, headers and a short text.
import { createHash, type Hash } from 'node:crypto';

interface KeptResponse {
  readonly 'lectern-raw': 1;
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly text: string;
}
const mostKept = 65_536;
const text = /^(?:text\/(?!event-stream)|application\/(?:[\w.+-]+\+)?json\b)/i;

/** @returns undefined for what is not kept: bytes, streams, and text of more than 64 kB */
export async function toKeep(answer: Response): Promise<{ kept: KeptResponse | undefined; answer: Response }> {
  const type = answer.headers.get('content-type');
  if (answer.body !== null && !(type !== null && text.test(type))) return { kept: undefined, answer };
  const body = await answer.text();
  const headers = [...answer.headers];
  const again = new Response(body === '' ? null : body, { status: answer.status, headers });
  if (body.length > mostKept) return { kept: undefined, answer: again };
  return { kept: { 'lectern-raw': 1, status: answer.status, headers, text: body }, answer: again };
}

export const isKept = (answer: unknown): answer is KeptResponse =>
  typeof answer === 'object' && answer !== null && 'lectern-raw' in answer;
export const toAnswer = ({ status, headers, text: body }: KeptResponse): Response =>
  new Response(body === '' ? null : body, { status, headers: headers.map(([name, value]) => [name, value]) });

/** A request whose body is hashed on its way to whoever reads it. `digest` is of what was read so far. */
export function hashed(request: Request): { readonly request: Request; digest(): string } {
  const hash: Hash = createHash('sha256');
  if (!request.body) return { request, digest: () => hash.copy().digest('base64url') };
  const passing = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, out) {
      hash.update(chunk);
      out.enqueue(chunk);
    },
  });
  const init = { method: request.method, headers: request.headers, duplex: 'half' };
  return {
    request: new Request(request.url, { ...init, body: request.body.pipeThrough(passing) } as RequestInit),
    digest: () => hash.copy().digest('base64url'),
  };
}
