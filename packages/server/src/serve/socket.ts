// The command line reaches a running school through a socket in its folder; who may open the folder owns the school.
import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { tmpdir, userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';

/** A path of more than 100 bytes does not fit a socket address: then it is a private folder of the system's temporary one. */
export function socketOf(directory: string): string {
  const here = join(resolve(directory), 'data', 'lms.sock');
  if (Buffer.byteLength(here) <= 100 && process.platform !== 'win32') return here;
  const name = createHash('sha256').update(here).digest('hex').slice(0, 16);
  if (process.platform === 'win32') return `\\\\.\\pipe\\lectern-${name}`;
  const folder = join(tmpdir(), `lectern-${userInfo().uid}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return join(folder, `${name}.sock`);
}

/** A web request over the socket. @throws when nobody listens there */
export function fetchOverSocket(socketPath: string, request: Request): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  return new Promise((done, fail) => {
    const outgoing = httpRequest(
      {
        socketPath,
        method: request.method,
        path: `${pathname}${search}`,
        headers: { host: 'localhost', ...Object.fromEntries(request.headers) },
      },
      (incoming) => {
        const headers = new Headers();
        for (const [name, value] of Object.entries(incoming.headers))
          for (const one of Array.isArray(value) ? value : [value ?? '']) headers.append(name, one);
        const empty = incoming.statusCode === 204 || incoming.statusCode === 304;
        done(
          new Response(empty ? null : (Readable.toWeb(incoming) as unknown as BodyInit), {
            status: incoming.statusCode ?? 500,
            headers,
          }),
        );
      },
    );
    outgoing.on('error', fail);
    request.signal?.addEventListener('abort', () => outgoing.destroy(new DOMException('aborted', 'AbortError')));
    if (request.body) Readable.fromWeb(request.body as unknown as ReadableStream).pipe(outgoing);
    else outgoing.end();
  });
}
