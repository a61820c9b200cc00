// Operations as endpoints: mounted in a loop on an untyped Hono app (chained typed routes cost the compiler seven times
// as much; the contract types both ends).
import type { IncomingMessage } from 'node:http';
import { changes, kernelProblems, Refusal, refuse } from '@lectern/kit';
import { type Context, Hono } from 'hono';
import { cors } from 'hono/cors';
import type { Access } from '../kernel/access.ts';
import { textReader } from '../pipeline/input.ts';
import type { Execute, Inbound, Mounted, Outcome } from '../pipeline/pipeline.ts';
import { readJson } from './body.ts';
import { type LimitHeaders, type Limits, networkOf, TooMany } from './limits.ts';
import { problemOf, problemResponse } from './problem.ts';
import { assertCookieHolds, assertSameOrigin } from './same-origin.ts';
import { type Caller, callerAt, isOwnHost, type SiteOptions } from './site.ts';

export interface HttpParts {
  readonly mounted: readonly Mounted[];
  readonly execute: Execute;
  readonly site: SiteOptions;
  /** Name of the browser's session cookie. */
  readonly cookie: string;
  readonly organizationFor: (host: string) => Promise<string | undefined>;
  /** Whether a name is proven to lead here. */
  readonly knowsHost: (host: string) => Promise<boolean>;
  readonly newRequestId: () => string;
  readonly access: Access;
  /** Of requests over the network; the school's own socket has none. */
  readonly limits: Limits | undefined;
  /** Whose pages may read answers. */
  readonly origins: readonly string[];
  /** An embedding application's own sign-in: the person a request is from, or undefined for a visitor. */
  readonly authenticate?: ((request: Request) => Promise<{ email: string; name: string } | undefined>) | undefined;
  /** Called once per request, after the answer is known. */
  readonly observe: (facts: {
    operation: string;
    status: number;
    milliseconds: number;
    request: string;
    error?: unknown;
  }) => void;
}
/** What the transport knows of a request. `local`: it came over the school's own socket, so who sent it owns the machine. */
export interface Transport {
  readonly incoming?: IncomingMessage;
  readonly local?: boolean;
}
type Env = { Bindings: Transport };

export function createApi({
  mounted,
  execute,
  site,
  cookie,
  organizationFor,
  knowsHost,
  newRequestId,
  access,
  limits,
  origins,
  authenticate,
  observe,
}: HttpParts): Hono<Env> {
  const api = new Hono<Env>();
  const callerFor = (c: Context<Env>) => callerAt(c.req.raw, c.env?.incoming, site, knowsHost);
  if (origins.length > 0) api.use('/api/*', fromElsewhere(origins));
  const methods = new Map<string, string[]>();
  for (const one of inRouteOrder(mounted)) {
    const path = `/api/${one.plugin}${one.operation.path.replace(/\/$/, '')}`;
    methods.set(path, [...(methods.get(path) ?? []), one.operation.method]);
    api.on(one.operation.method, path, (c) => answer(c, one, readerFor(one)));
  }
  // After all operations: what comes here has an address and not the method. Allow: RFC 9110, 10.2.1.
  for (const [path, taken] of methods) {
    const allow = [...taken, ...(taken.includes('GET') ? ['HEAD'] : []), 'OPTIONS'].join(', ');
    api.all(path, (c) =>
      c.req.method === 'OPTIONS'
        ? new Response(null, { status: 204, headers: { allow } })
        : problemResponse(problemOf(new Refusal(kernelProblems.method), newRequestId()), { allow }),
    );
  }
  api.all('/api/*', (c) => {
    const request = newRequestId();
    return problemResponse(
      problemOf(
        new Refusal(kernelProblems.notFound, { detail: `There is no operation ${c.req.method} ${c.req.path}.` }),
        request,
      ),
    );
  });
  return api;

  async function answer(c: Context<Env>, one: Mounted, read: (c: Context<Env>) => unknown): Promise<Response> {
    const started = performance.now();
    const request = newRequestId();
    const done = (response: Response, error?: unknown) => {
      observe({
        operation: one.id,
        status: response.status,
        milliseconds: performance.now() - started,
        request,
        ...(error !== undefined && { error }),
      });
      return response;
    };
    let limited: LimitHeaders = {};
    try {
      const inbound = { ...(await inboundOf(c, one, request, read)), ...(await vouchedFor(c, one)) };
      const admit = async (person: string | undefined) => {
        const caller = person ?? (inbound.address && networkOf(inbound.address));
        if (limits && caller && !c.env?.local) limited = await limits.take(caller);
      };
      const outcome = await execute(one, { ...inbound, admit });
      return done(
        outcome.answer instanceof Response
          ? withCookies(guarded(outcome.answer, limited), outcome, inbound, site.basePath)
          : jsonResponse(outcome, inbound, limited, site.basePath),
      );
    } catch (error) {
      const headers = error instanceof TooMany ? error.headers : limited;
      return done(problemResponse(problemOf(error, request), headers), error instanceof Refusal ? undefined : error);
    }
  }

  /** Callers who need no credentials of ours. */
  async function vouchedFor(c: Context<Env>, one: Mounted): Promise<Pick<Inbound, 'vouched' | 'via'> | undefined> {
    if (c.env?.local) {
      const email = c.req.header('lectern-as');
      const vouched = async () =>
        (await access.recogniseByEmail(email)) ??
        refuse(kernelProblems.unauthenticated, {
          detail: email
            ? `Nobody here has the address ${email}.`
            : 'The school has no owner yet. Make one: lms user create --role owner',
        });
      return { vouched, via: 'command-line' };
    }
    const person = await authenticate?.(c.req.raw);
    if (!person) return undefined;
    // The application may know the person by a cookie of its own, which a browser sends from any site.
    if (changes(one.operation) && c.req.header('authorization') === undefined)
      assertSameOrigin((name) => c.req.header(name), await callerFor(c), site.url);
    return { vouched: () => access.admit(person), via: 'http' };
  }

  async function inboundOf(
    c: Context<Env>,
    one: Mounted,
    request: string,
    read: (c: Context<Env>) => unknown,
  ): Promise<Inbound & { caller: Caller }> {
    // Node's own header object is already parsed; building a web Headers costs 8 us a request.
    const incoming = c.env?.incoming;
    const header = (name: string) => (incoming ? (incoming.headers[name] as string | undefined) : c.req.header(name));
    const caller = await callerFor(c);
    const authorization = header('authorization');
    const bearer = authorization?.startsWith('Bearer ') ? authorization.slice(7) : undefined;
    const session = bearer === undefined ? cookieValue(header('cookie'), cookie) : undefined;
    if (session !== undefined && changes(one.operation)) assertSameOrigin(header, caller, site.url);
    return {
      caller,
      credentials: { bearer, cookie: session },
      via: 'http',
      request,
      organization: () => organizationFor(caller.host),
      site: caller.site,
      certainSite: async () =>
        site.url || isOwnHost(caller.host, incoming) || (await knowsHost(caller.host)) ? caller.site : undefined,
      cookieHolds: () => assertCookieHolds(header, caller, site.url),
      agent: header('user-agent')?.slice(0, 500),
      address: caller.address,
      idempotencyKey: idempotencyKeyOf(header('idempotency-key')),
      ifMatch: header('if-match')?.replace(/^(?:W\/)?"(.*)"$/, '$1'),
      preview: header('lectern-preview') === 'true',
      read: () => read(c),
      raw: c.req.raw,
    };
  }
}

/** Credentials are never allowed, so a cookie cannot be used from there: such pages bring a token. */
const fromElsewhere = (origins: readonly string[]) =>
  cors({
    origin: [...origins],
    allowMethods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
    exposeHeaders: [
      ...[
        'ETag',
        'Location',
        'Retry-After',
        'RateLimit',
        'RateLimit-Policy',
        'Idempotency-Replayed',
        'Lectern-Preview',
      ],
      ...['Tus-Resumable', 'Tus-Version', 'Tus-Extension', 'Upload-Offset', 'Upload-Length', 'Upload-Expires'],
    ],
    maxAge: 7_200,
  });

/** A string of at most 200 characters; a longer one that was cut could be the key of another request. */
function idempotencyKeyOf(sent: string | undefined): string | undefined {
  if (sent === undefined) return undefined;
  if (sent.trim() !== '' && sent.length <= 200) return sent;
  throw new Refusal(kernelProblems.badKey);
}

/** Fixed segments before parameters, whatever order a contract lists them in: `/teaching` is not a course id. */
function inRouteOrder(mounted: readonly Mounted[]): Mounted[] {
  const weight = ({ operation: { path } }: Mounted) =>
    path
      .split('/')
      .map((part) => (part.startsWith(':') ? '1' : '0'))
      .join('');
  return [...mounted].sort((a, b) => (weight(a) < weight(b) ? -1 : weight(a) > weight(b) ? 1 : 0));
}

function readerFor({ operation }: Mounted): (c: Context<Env>) => unknown {
  const names = [...operation.path.matchAll(/:(\w+)/g)].map((match) => match[1]!);
  const text = textReader(operation);
  const fromQuery = operation.method === 'GET' || operation.method === 'DELETE' || operation.kind === 'raw';
  const limit = operation.spec.limit ?? 1_048_576;
  const params = (c: Context<Env>) =>
    Object.fromEntries(names.map((name) => [name, text(name, [c.req.param(name) ?? ''])]));
  if (fromQuery) {
    return (c) => {
      const query = c.req.url.includes('?')
        ? Object.entries(c.req.queries()).map(([name, values]) => [name, text(name, values)])
        : [];
      return query.length === 0 ? params(c) : { ...Object.fromEntries(query), ...params(c) };
    };
  }
  return async (c) => {
    const body = await readJson(c.req.raw, limit);
    if (typeof body !== 'object' || body === null || Array.isArray(body))
      throw new Refusal(kernelProblems.invalid, { pointer: '', detail: 'The body must be a JSON object.' });
    return names.length === 0 ? body : { ...body, ...params(c) };
  };
}

function cookieValue(header: string | undefined, name: string): string | undefined {
  if (header === undefined) return undefined;
  for (const part of header.split(';')) {
    const at = part.indexOf('=');
    if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim() || undefined;
  }
  return undefined;
}

function jsonResponse(
  outcome: Outcome,
  inbound: Inbound & { caller: Caller },
  limited: LimitHeaders,
  basePath: string,
): Response {
  const headers: Record<string, string> = {
    ...limited,
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  };
  if (outcome.tag !== undefined) headers.etag = `"${outcome.tag}"`;
  if (outcome.replayed) headers['idempotency-replayed'] = 'true';
  if (inbound.preview) headers['lectern-preview'] = 'true';
  return withCookies(new Response(JSON.stringify(outcome.answer), { headers }), outcome, inbound, basePath);
}

/** A stranger's bytes are never taken for something they do not say they are. */
function guarded(response: Response, limited: LimitHeaders): Response {
  for (const [name, value] of Object.entries(limited)) response.headers.set(name, value);
  response.headers.set('x-content-type-options', 'nosniff');
  response.headers.set('referrer-policy', 'same-origin');
  return response;
}

/** Below its own path only: two schools on one host have a cookie each. */
function withCookies(
  response: Response,
  { cookies }: Outcome,
  { caller }: { caller: Caller },
  basePath: string,
): Response {
  for (const { name, value, maxAge } of cookies) {
    const life = value === null ? '; Max-Age=0' : maxAge === undefined ? '' : `; Max-Age=${maxAge}`;
    response.headers.append(
      'set-cookie',
      `${name}=${value ?? ''}; Path=${basePath || '/'}; HttpOnly; SameSite=Lax${caller.secure ? '; Secure' : ''}${life}`,
    );
  }
  return response;
}
