// The client of a school, over the network or in process: the same types, no dependency on the server.
import { operations } from './generated/operations.ts';
import type { Client, Events } from './generated/types.ts';
import { type Listening, listen } from './listen.ts';
import { pause } from './pause.ts';
import { LecternProblem } from './problem.ts';
import { type CallOptions, type OperationRow, requestOf } from './request.ts';

/** Anything that answers web requests: a server of this process, or a test. */
export interface InProcess {
  fetch(request: Request): Promise<Response>;
}
export interface ClientOptions {
  /** Address of the school, with its base path: `https://example.org/learn`. */
  readonly url?: string;
  /**
   * A key from `lms key create`, or what `auth.exchange` gave; a function is asked before every request, so that it may
   * fetch another when the last has ended. In a browser on the school's own pages the session is used.
   */
  readonly token?: string | (() => string | undefined | Promise<string | undefined>);
  /** In place of a network: `createClient({ server: createServer(...) })`. */
  readonly server?: InProcess;
  /** Sent with every request. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly fetch?: typeof fetch;
}
export interface Preview<Answer> {
  readonly answer: Answer;
  readonly events: readonly { readonly name: string; readonly payload: unknown }[];
  readonly audit: { readonly operation: string; readonly target: string | null };
}

type Namespaced<T> = { [P in keyof T]: T[P] };
/** @template Names operations, @template Told events: those of a school with plugins of its own, from `lms sdk generate` */
export interface Tools<Names extends string = keyof typeof operations, Told extends object = Events> {
  /** By name, for operations of plugins this client was not generated with: `lms.call('gamify.award', {...})` needs their row. */
  call(operation: string, input?: object, options?: CallOptions): Promise<unknown>;
  /** What a change would answer, which events it would emit, what the audit would say; nothing is changed. */
  preview<Answer = unknown>(operation: Names, input?: object): Promise<Preview<Answer>>;
  /**
   * What a reading operation answers, with its tag for a change that shall not overwrite what somebody else wrote meanwhile:
   * `lms.courses.update({ courseId, title }, { ifMatch: tag })` is refused with 412 then.
   */
  tagged<Answer = unknown>(
    operation: Names,
    input?: object,
  ): Promise<{ readonly answer: Answer; readonly tag: string | undefined }>;
  /** Every item of a list, page by page: `for await (const course of lms.pages(lms.courses.list, {}))`. */
  pages<In extends object, Item>(
    list: (input: In) => Promise<{ items: Item[]; next: string | null }>,
    input: In,
  ): AsyncGenerator<Item, void>;
  /**
   * Tells what happens to things, by their ids (`me` for what concerns the person), until what it answers is called:
   * `const stop = lms.listen([courseId], { ready: read, heard: read })`.
   */
  listen(on: readonly string[], listening: Listening<Told>): () => void;
  /** A raw operation (files, exports), with this client's identity. `path` is below the school, or an address it gave. */
  request(path: string, init?: RequestInit): Promise<Response>;
}
export type Lectern = Namespaced<Client> & Tools;

/**
 * @param table operations other than the first-party plugins'; `lms sdk generate` writes it
 * @throws TypeError without a url, a server or a page to belong to
 */
export function createClient(
  { url, token, server, headers: extra, fetch: given }: ClientOptions = {},
  table: Readonly<Record<string, OperationRow>> = operations,
): Lectern {
  const base = (url ?? (server ? 'http://school.local' : globalThis.location?.origin))?.replace(/\/$/, '');
  if (!base) throw new TypeError('createClient needs a url or a server');
  const send = server ? (request: Request) => server.fetch(request) : (given ?? globalThis.fetch).bind(globalThis);

  async function request(path: string, init: RequestInit = {}): Promise<Response> {
    const bearer = typeof token === 'function' ? await token() : token;
    const headers = new Headers({ ...extra, ...(bearer && { authorization: `Bearer ${bearer}` }) });
    for (const [name, value] of new Headers(init.headers)) headers.set(name, value);
    let response: Response;
    try {
      const once = () => send(new Request(addressOf(base, path), { ...init, headers, credentials: 'same-origin' }));
      response = await once();
      for (let wait = told(response); wait !== undefined && canRepeat(init); wait = told(response)) {
        await pause(wait * 1_000, init.signal);
        response = await once();
      }
    } catch (error) {
      if (error instanceof Error && error.name === 'AbortError') throw error;
      throw new LecternProblem({
        title: `The school at ${base} does not answer.`,
        code: 'unreachable',
        detail: `The school at ${base} does not answer: ${error instanceof Error ? error.message : String(error)}`,
      });
    }
    if (response.ok) return response;
    const document = (await response
      .json()
      .catch(() => ({ status: response.status, code: 'unexpected' }))) as ConstructorParameters<
      typeof LecternProblem
    >[0];
    throw new LecternProblem(document);
  }
  async function perform(
    row: OperationRow,
    input: object = {},
    options: CallOptions & { preview?: boolean } = {},
  ): Promise<unknown> {
    const { path, init } = requestOf(row, input as Record<string, unknown>, options);
    return (await request(path, init)).json();
  }
  const rowOf = (operation: string): OperationRow => {
    const row = table[operation];
    if (!row) throw new TypeError(`there is no operation ${operation}`);
    return row;
  };
  const tools: Tools = {
    call: (operation, input, options) => perform(rowOf(operation), input, options),
    preview: (operation, input) => perform(rowOf(operation), input, { preview: true }) as never,
    async tagged(operation, input = {}) {
      const { path, init } = requestOf(rowOf(operation), input as Record<string, unknown>, {});
      const response = await request(path, init);
      const tag = response.headers.get('etag')?.replace(/^(?:W\/)?"(.*)"$/, '$1');
      return { answer: (await response.json()) as never, tag };
    },
    request,
    listen: (on, listening) => {
      const query = new URLSearchParams(on.map((one) => ['on', one]));
      return listen((signal) => request(`/api/realtime?${query}`, { signal }), listening);
    },
    async *pages(list, input) {
      let cursor: string | null | undefined;
      do {
        const page = await list({ ...input, ...(cursor && { cursor }) });
        yield* page.items;
        cursor = page.next;
      } while (cursor);
    },
  };
  const plugins: Record<string, Record<string, unknown>> = {};
  for (const id of Object.keys(table)) {
    const [plugin, method] = id.split('.') as [string, string];
    const name = plugin.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
    plugins[name] ??= {};
    plugins[name][method] = (input?: object, options?: CallOptions) => perform(rowOf(id), input, options);
  }
  return { ...plugins, ...tools } as unknown as Lectern;
}

/** Seconds after which a request that went over the quota of a minute may be sent again; such a request was not begun. */
function told({ status, headers }: Response): number | undefined {
  const after = headers.get('retry-after');
  return status === 429 && after !== null && Number(after) <= 60 ? Number(after) : undefined;
}
const canRepeat = ({ body }: RequestInit) => !(body instanceof ReadableStream);

/** An address that the school gave is asked of the school itself, whatever host stands in it: a key goes nowhere else. */
function addressOf(base: string, path: string): string {
  if (!/^https?:\/\//.test(path)) return `${base}${path}`;
  const { pathname, search } = new URL(path);
  return `${new URL(base).origin}${pathname}${search}`;
}
