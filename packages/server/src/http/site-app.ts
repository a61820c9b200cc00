// Everything that answers below the school's address: health, metrics, the API with its reference, the screens.
import { type Context, Hono } from 'hono';
import type { Transport } from './app.ts';
import { docsPage, docsScript, docsStyle } from './docs.ts';
import { policyAllowing, secured } from './security.ts';
import { callerAt, type SiteOptions } from './site.ts';

/** The web app as the server sees it. `call` reaches the API in process, with the cookies of the page's request. */
export interface Pages {
  answer(request: Request, tools: PageTools): Promise<Response | undefined>;
}
export interface PageTools {
  readonly call: (request: Request) => Promise<Response>;
  readonly basePath: string;
  readonly site: string;
  /** Plugins that bring screens of their own, built: always the same list. */
  readonly foreign: readonly ForeignScreens[];
  /** The content security policy of a page, with the one inline script it may hold. */
  policy(inline: string): string;
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
  openApi(server: string): Record<string, unknown>;
  readonly pages: Pages | undefined;
  readonly foreign: readonly ForeignScreens[];
  /** Rejects when the database does not answer. */
  ready(): Promise<unknown>;
  /** In Prometheus' text format. */
  metrics(): Promise<string>;
}

export function createSite({ site, knowsHost, api, openApi, pages, foreign, ready, metrics }: SiteParts): Hono<Env> {
  const { basePath } = site;
  const siteOf = async ({ req, env }: Context<Env>) => (await callerAt(req.raw, env?.incoming, site, knowsHost)).site;
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
  inner.get('/api/openapi.json', async (c) => c.json(openApi(await siteOf(c))));
  inner.get('/api/docs', secured, () => docsPage(basePath));
  inner.get('/api/docs.js', docsScript);
  inner.get('/api/docs.css', docsStyle);
  inner.route('/', api);
  const outer = new Hono<Env>();
  if (pages) {
    inner.get('*', secured, async (c) => {
      const call = async (request: Request) => outer.fetch(request, c.env);
      const tools = { call, basePath, site: await siteOf(c), foreign, policy: policyAllowing };
      return (await pages.answer(c.req.raw, tools)) ?? c.notFound();
    });
  }
  outer.route(basePath || '/', inner);
  return outer;
}
