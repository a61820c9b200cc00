// Everything that answers below the school's address: health, metrics, the API with its reference, the screens.
import { Hono } from 'hono';
import type { Transport } from './app.ts';
import { docsPage, docsScript, docsStyle } from './docs.ts';
import { secured } from './security.ts';

/** The web app as the server sees it. `call` reaches the API in process, with the cookies of the page's request. */
export interface Pages {
  answer(
    request: Request,
    tools: { readonly call: (request: Request) => Promise<Response>; readonly basePath: string; readonly site: string },
  ): Promise<Response | undefined>;
}

type Env = { Bindings: Transport };
export interface SiteParts {
  /** As configured; as the request names it when absent. */
  readonly url: string | undefined;
  readonly basePath: string;
  readonly api: Hono<Env>;
  openApi(server: string): Record<string, unknown>;
  readonly pages: Pages | undefined;
  /** Rejects when the database does not answer. */
  ready(): Promise<unknown>;
  /** In Prometheus' text format. */
  metrics(): Promise<string>;
}

export function createSite({ url, basePath, api, openApi, pages, ready, metrics }: SiteParts): Hono<Env> {
  const siteOf = (request: Request) => url ?? `${new URL(request.url).origin}${basePath}`;
  const inner = new Hono<Env>();
  inner.get('/healthz', (c) => c.json({ ok: true }));
  inner.get('/readyz', async (c) => {
    const ok = await ready().then(
      () => true,
      () => false,
    );
    return c.json({ ok }, ok ? 200 : 503);
  });
  inner.get('/metrics', async (c) => c.text(await metrics()));
  inner.get('/api/openapi.json', (c) => c.json(openApi(siteOf(c.req.raw))));
  inner.get('/api/docs', secured, () => docsPage(basePath));
  inner.get('/api/docs.js', docsScript);
  inner.get('/api/docs.css', docsStyle);
  inner.route('/', api);
  const outer = new Hono<Env>();
  if (pages) {
    inner.get('*', secured, async (c) => {
      const call = async (request: Request) => outer.fetch(request, c.env);
      return (await pages.answer(c.req.raw, { call, basePath, site: siteOf(c.req.raw) })) ?? c.notFound();
    });
  }
  outer.route(basePath || '/', inner);
  return outer;
}
