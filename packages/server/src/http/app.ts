// Operations as endpoints: mounted in a loop on an untyped Hono app (chained typed routes cost the compiler seven times
// as much; the contract types both ends).
import { anonymous, changes, type Identity, kernelProblems, Refusal, refuse } from '@lectern/kit';
import { type Context, Hono } from 'hono';
import type { Meter } from '../gateway/meter.ts';
import type { Access, Known } from '../kernel/access.ts';
import type { Execute, Inbound, Mounted, Outcome } from '../pipeline/pipeline.ts';
import type { Admission } from './admission.ts';
import { compressed, encodingFor } from './compress.ts';
import { cookieValue, withCookies } from './cookies.ts';
import { withinTime } from './deadline.ts';
import { fromElsewhere, guarded, jsonHeaders } from './headers.ts';
import type { LimitHeaders } from './limits.ts';
import { problemOf, problemResponse } from './problem.ts';
import { readerFor } from './reading.ts';
import { Refused } from './refused.ts';
import { assertCookieHolds, assertSameOrigin } from './same-origin.ts';
import { type Caller, callerAt, isOwnHost, type SiteOptions } from './site.ts';
import type { Env, TimeLimits } from './transport.ts';

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
  /** Of requests over the network; what comes over the school's own socket is neither limited, counted nor shut out. */
  readonly admission: Admission;
  readonly meter: Pick<Meter, 'count'>;
  readonly times: TimeLimits;
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
export function createApi({
  mounted,
  execute,
  site,
  cookie,
  organizationFor,
  knowsHost,
  newRequestId,
  access,
  admission,
  meter,
  times,
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
    const read = readerFor(one, times);
    api.on(one.operation.method, path, (c) => answer(c, one, read));
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
    const local = c.env?.local === true;
    let [limited, known, inbound]: [LimitHeaders, Known?, (Inbound & { caller: Caller })?] = [{}];
    const done = (response: Response, bytes: number, error?: unknown): Response | Promise<Response> => {
      const { status } = response;
      observe({
        operation: one.id,
        status,
        milliseconds: performance.now() - started,
        request,
        ...(error !== undefined && { error }),
      });
      if (local || !inbound) return response;
      const { actor, key, org } = known?.identity ?? nobody;
      const count = (organization: string | undefined) => {
        if (organization !== undefined)
          meter.count({ org: organization, actor: actor.id, key: key?.id ?? '' }, { status, bytes });
        return response;
      };
      // Of a school that is closed even who asks is not told: the refusal is the answer already.
      return org === undefined ? inbound.organization().then(count, () => response) : count(org);
    };
    try {
      const sent = { ...(await inboundOf(c, one, request, read)), ...(await vouchedFor(c, one)) };
      inbound = sent;
      const admit = (who: Known | undefined) => {
        known = who;
        if (local) return undefined;
        const told = admission.admit(one, who, sent);
        if (!(told instanceof Promise)) limited = told;
        else
          return told.then((headers) => {
            limited = headers;
          });
        return undefined;
      };
      const ms = local || one.operation.kind === 'raw' ? undefined : times.answer;
      const outcome = await withinTime(ms, (deadline) => execute(one, { ...sent, admit, deadline }));
      if (!(outcome.answer instanceof Response)) return await jsonAnswer(c, one, outcome, inbound);
      const length = Number(outcome.answer.headers.get('content-length') ?? 0);
      return await done(
        withCookies(guarded(outcome.answer, limited, request), outcome, inbound, site.basePath),
        length,
      );
    } catch (error) {
      const headers = error instanceof Refused ? { ...limited, ...error.headers } : limited;
      const document = problemOf(error, request);
      return done(problemResponse(document, headers), 300, error instanceof Refusal ? undefined : error);
    }

    async function jsonAnswer(
      { req }: Context<Env>,
      { operation }: Mounted,
      outcome: Outcome,
      inbound: Inbound & { caller: Caller },
    ): Promise<Response> {
      const text = JSON.stringify(outcome.answer);
      const headers = jsonHeaders(outcome, inbound, limited);
      // Of the request itself: a page that is drawn here asks on the wire of the browser's, and reads what it is answered.
      const header = (name: string) => req.header(name);
      const short = local || operation.spec.secret !== undefined;
      const body =
        text.length < 1_024 ? text : await compressed(text, short ? undefined : encodingFor(header), headers);
      return done(withCookies(new Response(body, { headers }), outcome, inbound, site.basePath), text.length);
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
    let organization: Promise<string | undefined> | undefined;
    return {
      caller,
      credentials: { bearer, cookie: session },
      via: 'http',
      request,
      // Asked for the call and again when it is counted.
      organization: () => (organization ??= organizationFor(caller.host)),
      site: caller.site,
      certainSite: async () =>
        site.url || isOwnHost(caller.host, incoming) || (await knowsHost(caller.host)) ? caller.site : undefined,
      cookieHolds: () => assertCookieHolds(header, caller, site.url),
      agent: header('user-agent')?.slice(0, 500),
      address: caller.address,
      traceparent: header('traceparent'),
      idempotencyKey: idempotencyKeyOf(header('idempotency-key')),
      ifMatch: header('if-match')?.replace(/^(?:W\/)?"(.*)"$/, '$1'),
      preview: header('lectern-preview') === 'true',
      read: () => read(c),
      raw: c.req.raw,
    };
  }
}

const nobody: Pick<Identity, 'actor' | 'key'> & { readonly org?: string } = { actor: anonymous };

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
