// Text goes over the wire compressed when it is longer than a kilobyte. Where somebody else's page asked (BREACH: what a
// stranger makes us echo beside a secret is guessed from the length) it does not, and neither does an answer with a secret.
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const [br, gz] = [promisify(brotliCompress), promisify(gzip)];
const least = 1_024;
/** Half the time of brotli's 5 for three hundredths more bytes, of a page of JSON. */
const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } };

type Header = (name: string) => string | undefined;
export type Encoding = 'br' | 'gzip';

/** @returns undefined when the answer stays as it is. RFC 9110, 12.5.3; q=0 is the one weight that is looked at */
export function encodingFor(header: Header): Encoding | undefined {
  const accepted = header('accept-encoding');
  if (accepted === undefined) return undefined;
  const from = header('sec-fetch-site');
  if (from === 'cross-site' || from === 'same-site') return undefined;
  const taken = (name: string) => new RegExp(`\\b${name}\\b(?!\\s*;\\s*q=0(?:\\.0*)?\\s*(?:,|$))`).test(accepted);
  return taken('br') ? 'br' : taken('gzip') ? 'gzip' : undefined;
}

/** @param headers of the answer; gets Content-Encoding and Vary */
export async function compressed(
  text: string,
  encoding: Encoding | undefined,
  headers: Record<string, string>,
): Promise<string | Buffer<ArrayBuffer>> {
  if (text.length < least) return text;
  headers.vary = 'accept-encoding';
  if (encoding === undefined) return text;
  headers['content-encoding'] = encoding;
  return (encoding === 'br' ? br(text, quality) : gz(text)) as Promise<Buffer<ArrayBuffer>>;
}

const texts =
  /^(?:text\/(?!event-stream)|application\/(?:[\w.+-]+\+)?(?:json|xml)\b|application\/javascript|image\/svg\+xml)/i;

/** A whole answer that is text and not compressed yet: pages, the document of the API. Streams of unknown length stay as they are. */
export async function compressedAnswer(answer: Response, header: Header): Promise<Response> {
  const type = answer.headers.get('content-type') ?? '';
  const varies = texts.test(type) && answer.body !== null;
  if (!varies || answer.headers.has('content-encoding') || answer.headers.has('content-range')) return answer;
  const encoding = encodingFor(header);
  const text = await answer.text();
  const added: Record<string, string> = {};
  const body = await compressed(text, encoding, added);
  const headers = new Headers(answer.headers);
  for (const [name, value] of Object.entries(added)) headers.append(name, value);
  headers.delete('content-length');
  return new Response(body, { status: answer.status, headers });
}
