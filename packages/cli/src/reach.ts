// Three ways to a school, one client: over the network, through the socket of the process that serves it, or by opening
// it here when none does.
import { resolve } from 'node:path';
import { createClient, type Lectern } from '@lectern/sdk';
import {
  AlreadyOpenError,
  createServer,
  fetchOverSocket,
  type LoadedConfig,
  loadConfig,
  type School,
  socketOf,
} from '@lectern/server';
import { addressOf } from './address.ts';
import { credentialFor } from './credentials.ts';

export interface Reach {
  readonly lms: Lectern;
  readonly how: 'network' | 'socket' | 'here';
  /** Only when it was opened here. */
  readonly school?: School;
  readonly config?: LoadedConfig;
  /** A request to the kernel's own routes; undefined over the network. */
  readonly kernel?: (path: string, init?: RequestInit) => Promise<Response>;
  /** A link that the school made, at the address where people open it: a command in the folder came by none. */
  readonly openable: (link: string) => Promise<string>;
  close(): Promise<void>;
}
export interface Where {
  readonly directory: string;
  readonly url?: string | undefined;
  /** Address of the person to act as; the school's first owner when absent. */
  readonly as?: string | undefined;
}

export async function reachSchool({ directory, url, as }: Where): Promise<Reach> {
  if (url) {
    const token = process.env.LECTERN_TOKEN ?? credentialFor(url)?.token;
    const openable = async (link: string) => link;
    return { how: 'network', lms: createClient({ url, ...(token && { token }) }), openable, close: async () => {} };
  }
  const headers: Record<string, string> = as === undefined ? {} : { 'lectern-as': as };
  const running = await throughSocket(directory, headers);
  if (running) return running;
  const config = await loadConfig(directory);
  let school: School;
  try {
    school = await openSchool(config);
  } catch (error) {
    // It may have begun to serve this very moment.
    const late = error instanceof AlreadyOpenError ? await retry(() => throughSocket(directory, headers)) : undefined;
    if (late) return late;
    throw error;
  }
  const { kernelRoutes } = await import('@lectern/server/local');
  const kernel = kernelRoutes(school);
  return {
    how: 'here',
    school,
    config,
    lms: createClient({
      headers,
      url: `http://localhost${config.basePath}`,
      server: { fetch: (request) => school.fetch(request, { local: true }) },
    }),
    kernel: async (path, init) =>
      (await kernel(new Request(`http://localhost${path}`, init))) ?? new Response(null, { status: 404 }),
    openable: async (link) => movedTo(addressOf(config), link),
    close: () => school.stop(),
  };
}

const movedTo = (address: string, link: string) => new URL(new URL(link).pathname, address).href;

/** Opens the school of a folder in this process, up to date. Events and jobs run, so that what a command starts is finished. */
export async function openSchool(config: LoadedConfig): Promise<School> {
  const school = createServer({
    ...config,
    logLevel: config.sources.logLevel === 'default' ? 'warn' : config.logLevel,
  });
  try {
    await school.migrate();
    await school.start();
    return school;
  } catch (error) {
    await school.stop(0);
    throw error;
  }
}

async function throughSocket(directory: string, headers: Record<string, string>): Promise<Reach | undefined> {
  const socket = socketOf(resolve(directory));
  const send = (request: Request) => fetchOverSocket(socket, request);
  const status = await send(new Request('http://localhost/kernel/status')).catch(() => undefined);
  if (!status?.ok) return undefined;
  const { basePath, url } = (await status.json()) as { basePath: string; url: string };
  return {
    how: 'socket',
    lms: createClient({ headers, url: `http://localhost${basePath}`, server: { fetch: send } }),
    kernel: (path, init) => send(new Request(`http://localhost${path}`, init)),
    openable: async (link) => movedTo((await loadConfig(directory)).url ?? url, link),
    close: async () => {},
  };
}

async function retry<T>(attempt: () => Promise<T | undefined>): Promise<T | undefined> {
  for (let tries = 0; tries < 20; tries++) {
    const found = await attempt();
    if (found) return found;
    await new Promise((done) => setTimeout(done, 250));
  }
  return undefined;
}
