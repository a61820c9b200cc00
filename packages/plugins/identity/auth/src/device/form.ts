import { kernelProblems, refuse } from '@lectern/kit';

/** A form of a few fields. @throws too_large, unsupported_media_type */
export async function readForm(request: Request, limit: number): Promise<URLSearchParams> {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/x-www-form-urlencoded')
    return refuse(kernelProblems.unsupported, { detail: 'Send a form: application/x-www-form-urlencoded.' });
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of (request.body ?? []) as AsyncIterable<Uint8Array>) {
    size += piece.byteLength;
    if (size > limit) return refuse(kernelProblems.tooLarge);
    pieces.push(piece);
  }
  return new URLSearchParams(Buffer.concat(pieces).toString('utf8'));
}
