// Everything that answers below the school's address: health, metrics, the API with its reference, the screens.
import { kernelProblems, Refusal } from '@lectern/kit';
import { type Context, Hono } from 'hono';
import type { Document } from '../mcp/tools.ts';
import { compressedAnswer } from './compress.ts';
import { docsPage, docsScript, docsStyle } from './docs.ts';
import { problemOf, problemResponse } from './problem.ts';
import { policyAllowing, secured } from './security.ts';
import { callerAt, type SiteOptions } from './site.ts';
import type { Transport } from './transport.ts';

/** The web app as the server sees it. `call` reaches the API in process, with the cookies of the page's request. */
export interface Pages {
  answer(request: Request, tools: PageTools): Promise<Response | undefined>;
}
export interface PageTools {
  readonly call: (request: Request) => Promise<Response>;
  readonly basePath: string;
  readonly site: string;
  /** Set while the school is closed for maintenance, for whoever does not come in all the same. */
  readonly closed?: ClosedFor | undefined;
  /** Of the whole installation: what is off has no screens, and what is the first school's alone is shown in no other. */
  readonly installation: InstallationShown;
  /** Plugins that bring screens of their own, built: always the same list. */
  readonly foreign: readonly ForeignScreens[];
  /** The content security policy of a page, with the one inline script it may hold. */
  policy(inline: string): string;
}
export interface InstallationShown {
  /** Ids of plugins that are switched off. */
  readonly off: readonly string[];
  /** The organization whose owners look after the installation. */
  readonly root: string | undefined;
  /** That only they hold. */
  readonly permissions: readonly string[];
}
/** What is told of it, and for how many seconds somebody waits before they ask again. */
export interface ClosedFor {
  readonly message: string | null;
  readonly until: string | null;
  readonly retryAfter: number;
}
export interface ForeignScreens {
  readonly id: string;
  readonly web: URL;
}

type Env = { Bindings: Transport };
export interface SiteParts {
  readonly site: SiteOptions;
  /** Whether a name is proven to lead here. */
  readonly knowsHost: (host: string) => Promise<boolean>;
  readonly api: Hono<Env>;
  readonly newRequestId: () => string;
  openApi(server: string): Record<string, unknown>;
  readonly pages: Pages | undefined;
  readonly foreign: readonly ForeignScreens[];
  /** Rejects when the database does not answer. */
  ready(): Promise<unknown>;
  /** In Prometheus' text format; undefined for who may not read it. */
  metrics(request: Request, transport: Transport): Promise<string | undefined>;
  installation(): Promise<InstallationShown>;
  /** Undefined while it is open, and for those who come in all the same. */
  closedFor(request: Request): Promise<ClosedFor | undefined>;
  /** Whether it is closed for most. */
  inMaintenance(): Promise<boolean>;
}

export function createSite(parts: SiteParts): Hono<Env> {
  const { site, knowsHost, api, openApi, pages, foreign } = parts;
  const { basePath } = site;
  const siteOf = async ({ req, env }: Context<Env>) => (await callerAt(req.raw, env?.incoming, site, knowsHost)).site;
  const inner = new Hono<Env>();
  // Alive: the process answers. Ready: the database does too, and a closed school is: it has a page to show.
  inner.get('/healthz', (c) => c.json({ ok: true }));
  inner.get('/readyz', async (c) => {
    const ok = await parts.ready().then(
      () => true,
      () => false,
    );
    if (!ok) return c.json({ ok }, 503);
    return c.json((await parts.inMaintenance()) ? { ok, maintenance: true } : { ok });
  });
  inner.get('/metrics', async (c) => {
    const text = await parts.metrics(c.req.raw, c.env ?? {});
    if (text !== undefined) return c.text(text);
    c.header('www-authenticate', 'Bearer');
    return c.text('Bring a key that may read metrics (metrics.read), or ask from the machine itself.\n', 401);
  });
  inner.get('/api/openapi.json', secured, async (c) =>
    compressedAnswer(c.json(openApi(await siteOf(c))), (name) => c.req.header(name)),
  );
  inner.post('/api/mcp', mcp);
  inner.all('/api/mcp', mcp);
  inner.get('/api/docs', secured, () => docsPage(basePath));
  inner.get('/api/docs.js', secured, docsScript);
  inner.get('/api/docs.css', secured, docsStyle);
  inner.route('/', api);
  const outer = new Hono<Env>();
  if (pages) {
    inner.get('*', secured, async (c) => {
      const call = async (request: Request) => outer.fetch(request, c.env);
      const closed = await parts.closedFor(c.req.raw);
      const installation = await parts.installation();
      const tools = { call, basePath, site: await siteOf(c), installation, foreign, closed, policy: policyAllowing };
      const answer = await pages.answer(c.req.raw, tools);
      return answer ? compressedAnswer(answer, (name) => c.req.header(name)) : c.notFound();
    });
  }
  outer.route(basePath || '/', inner);
  return outer;

  async function mcp(c: Context<Env>): Promise<Response> {
    const request = parts.newRequestId();
    const refuse = (error: unknown, headers = {}) => problemResponse(problemOf(error, request), headers);
    if (c.req.method !== 'POST') return refuse(new Refusal(kernelProblems.method), { allow: 'POST' });
    const authorization = c.req.header('authorization');
    if (!authorization?.startsWith('Bearer '))
      return refuse(
        new Refusal(kernelProblems.unauthenticated, { detail: 'Bring a key: Authorization: Bearer lk_...' }),
        { 'www-authenticate': 'Bearer' },
      );
    const here = await siteOf(c);
    const { answerMcp, onBehalf } = await import('../mcp/http.ts');
    const ask = async (path: string, init: RequestInit = {}) => {
      const headers = new Headers({ ...(init.headers as Record<string, string>), authorization });
      const incoming = c.env?.incoming && onBehalf(c.env.incoming, headers);
      return outer.fetch(new Request(`${here}${path}`, { ...init, headers }), {
        ...c.env,
        ...(incoming && { incoming }),
      });
    };
    return answerMcp(c.req.raw, ask, () => openApi(here) as unknown as Document).catch((error: unknown) =>
      refuse(error),
    );
  }
}
