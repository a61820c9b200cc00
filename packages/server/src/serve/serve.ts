// One process serves: HTTP for everybody, and a socket in the school folder for the command line of its owner.
import { chmodSync, existsSync, rmSync } from 'node:fs';
import { createServer as createHttpServer, type IncomingMessage, type Server } from 'node:http';
import type { Socket } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import type { Transport } from '../http/transport.ts';
import type { School } from '../school.ts';
import { kernelRoutes } from './local.ts';
import { socketOf } from './socket.ts';

export interface Serving {
  /** Where people open it. */
  readonly url: string;
  /** Takes no more requests, finishes those it has, then stops the school. */
  close(graceMilliseconds?: number): Promise<void>;
}
export interface ServeOptions {
  readonly directory: string;
  readonly host: string;
  readonly port: number;
  readonly basePath: string;
  /** In milliseconds: until the headers of a request are here, and between two pieces of a body. */
  readonly patience?: { readonly headers?: number; readonly body?: number };
}

export class PortTakenError extends Error {
  constructor(port: number, host: string) {
    const another = port < 65_535 ? port + 1 : port - 1;
    super(
      `Port ${port} on ${host} is taken by another program. Choose another one: lms serve --port ${another} (or PORT=${another})`,
    );
    this.name = 'PortTakenError';
  }
}

/** @throws PortTakenError, before anything of the school has started */
export async function serveSchool(
  school: School,
  { directory, host, port, basePath, patience = {} }: ServeOptions,
): Promise<Serving> {
  const open = listener(school, {}, undefined, patience);
  await listening(open.server, { host, port });
  await school.start();
  const socket = socketOf(directory);
  if (existsSync(socket)) rmSync(socket); // left by a process that was killed: the owner lock says that none runs
  const { port: actual } = open.server.address() as { port: number };
  const shown = host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  const url = `http://${shown}:${actual}${basePath}`;
  const local = listener(school, { local: true }, kernelRoutes(school, url));
  await listening(local.server, { path: socket });
  chmodSync(socket, 0o600);
  let closing: Promise<void> | undefined;
  return {
    url,
    close(grace = 10_000) {
      closing ??= (async () => {
        school.endStreams();
        await Promise.all([ended(open, grace), ended(local, grace)]);
        await school.stop(grace);
        rmSync(socket, { force: true });
      })();
      return closing;
    },
  };
}

interface Listener {
  readonly server: Server;
  /** Connections on which nothing was asked yet. */
  readonly silent: ReadonlySet<Socket>;
}
function listener(
  school: School,
  transport: Transport = {},
  kernel?: ReturnType<typeof kernelRoutes>,
  { headers: headersTimeout = 10_000, body: bodyIdleMs = bodyIdle }: NonNullable<ServeOptions['patience']> = {},
): Listener {
  // Replaces the global Request and Response by lighter ones in this process: a third less CPU for each answer.
  const answer = getRequestListener(
    async (request, { incoming }) =>
      (await kernel?.(request)) ?? school.app.fetch(request, { ...transport, incoming } as Transport),
  );
  // Headers within 10 s and the whole request within an hour, which is a film over a slow line, and not for ever.
  const server = createHttpServer(
    {
      headersTimeout,
      requestTimeout: 3_600_000,
      keepAliveTimeout: 30_000,
      connectionsCheckingInterval: Math.min(headersTimeout / 2, 30_000),
    },
    answer,
  );
  // Browsers open connections ahead of what they may ask. Node counts one as busy that has asked nothing yet.
  const silent = new Set<Socket>();
  server.on('connection', (socket) => {
    silent.add(socket);
    socket.once('close', () => silent.delete(socket));
  });
  server.on('request', (request) => {
    silent.delete(request.socket);
    if (Number(request.headers['content-length'] ?? 0) > 0 || request.headers['transfer-encoding'] !== undefined)
      cutWhenStalled(request, bodyIdleMs);
  });
  return { server, silent };
}

/** A film over a slow line takes its time; a body of which nothing has come for so long holds a connection for nothing. */
const bodyIdle = 30_000;
function cutWhenStalled(request: IncomingMessage, ms: number): void {
  const { socket } = request;
  const cut = () => void socket.destroy();
  socket.setTimeout(ms, cut);
  request.once('close', () => {
    socket.removeListener('timeout', cut);
    socket.setTimeout(0);
  });
}

function listening(server: Server, where: { host: string; port: number } | { path: string }): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'EADDRINUSE' && 'port' in where ? new PortTakenError(where.port, where.host) : error);
    });
    server.listen(where, resolve);
  });
}

/** Idle connections are closed at once, busy ones as soon as they are done, or when the grace is over. */
function ended({ server, silent }: Listener, grace: number): Promise<void> {
  return new Promise((resolve) => {
    const sweep = setInterval(() => {
      server.closeIdleConnections();
      for (const socket of silent) socket.destroy();
    }, 50);
    server.close(() => {
      clearInterval(sweep);
      resolve();
    });
    setTimeout(() => server.closeAllConnections(), grace).unref();
  });
}
