// Reads a JSON body within a limit.
import { kernelProblems, Refusal } from '@lectern/kit';
import { codeOf } from '../data/faults.ts';

/** @param ms in which the body is here; as long as the connection lasts when undefined. @throws Refusal 408, 413, 415 or 400 */
export async function readJson(request: Request, limit: number, ms?: number): Promise<unknown> {
  const declared = Number(request.headers.get('content-length') ?? 0);
  if (declared > limit) throw tooLarge(limit);
  const type = request.headers.get('content-type') ?? '';
  const text = await inTime(textWithin(request, limit), ms).catch((error: unknown) => {
    // Whoever sent it has gone.
    if (codeOf(error) !== 'ECONNRESET') throw error;
    throw new Refusal(kernelProblems.malformed, { detail: 'It ended before it was whole.' });
  });
  if (text === '') return {};
  if (!/^application\/(?:[\w.+-]+\+)?json\b/i.test(type))
    throw new Refusal(kernelProblems.unsupported, { detail: 'Send the body as application/json.' });
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new Refusal(kernelProblems.malformed, {
      detail: error instanceof SyntaxError ? error.message.slice(0, 200) : 'Nested too deeply.',
    });
  }
}

/** A declared length is a promise; the stream is measured all the same. */
async function textWithin(request: Request, limit: number): Promise<string> {
  if (!request.body) return '';
  const declared = request.headers.get('content-length');
  if (declared !== null && !request.headers.has('transfer-encoding')) return request.text();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body) {
    size += chunk.byteLength;
    if (size > limit) throw tooLarge(limit);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
const tooLarge = (limit: number) =>
  new Refusal(kernelProblems.tooLarge, { detail: `At most ${limit} bytes.`, facts: { limit } });

/** A client that sends a byte now and then holds a connection and no more. */
function inTime<T>(reading: Promise<T>, ms: number | undefined): Promise<T> {
  if (ms === undefined) return reading;
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Refusal(kernelProblems.slowBody)), ms);
    reading.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
