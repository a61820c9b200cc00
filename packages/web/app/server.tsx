// Renders a screen as a whole document, with the data it was made from beside it.
import { academyWeb } from '@lectern/academy/web';
import { createClient, isProblem, LecternProblem } from '@lectern/sdk';
import {
  directionOf,
  Elsewhere,
  type Head,
  inLanguage,
  loadLanguage,
  messagesReady,
  type ProblemDetails,
  problemFrom,
  type ScreenRegistry,
  setBase,
  to,
} from '@lectern/ui';
import { renderToString } from 'preact-render-to-string';
import type { ForeignPlugin } from '../src/foreign.ts';
import type { AssetNames, ClosedFor, RenderTools, ScreenAssets } from '../src/index.ts';
import { App, type Person, type Ready, type School, viewerOf } from './app.tsx';
import { closedPage } from './closed.ts';
import { failed, isNothing, nothingHere } from './faults.tsx';
import { isDrawnInBrowser, registryOf, shownOf } from './foreign.ts';
import { find } from './loading.ts';
import { t } from './messages.ts';

export interface Inlined {
  readonly base: string;
  readonly school: School;
  readonly person: Person | null;
  /** What the app speaks: the person's own language, else the school's. */
  readonly language: string;
  readonly page:
    | { readonly data?: unknown }
    /** The browser asks for the data and draws it. */
    | { readonly later: true }
    | { readonly fault: 'nothing here' | ProblemDetails };
  /** Ids of plugins whose screens are not shown, for they are switched off. */
  readonly off?: readonly string[];
  /** Absent in a school that has none. */
  readonly foreign?: readonly ForeignPlugin[];
}

export async function render(request: Request, tools: RenderTools): Promise<Response> {
  const { call, basePath, site, assets, foreign, policy } = tools;
  const { off, root, permissions: ofInstallation } = tools.installation;
  const registry = registryFor(foreign, off);
  const url = new URL(request.url);
  setBase(basePath);
  const path = url.pathname.slice(basePath.length) || '/';
  const cookie = request.headers.get('cookie');
  const lms = createClient({
    url: `${url.origin}${basePath}`,
    server: { fetch: call },
    ...(cookie && { headers: { cookie } }),
  });
  const closed = (error: unknown) => {
    if (isProblem(error) && error.code === 'organizations.suspended') return undefined;
    throw error;
  };
  const organization = await lms.organizations.current().catch(closed);
  if (!organization) return closedPage(request, tools);
  const [session, me] = await Promise.all([
    lms.auth.session(),
    cookie ? lms.users.me().catch(() => undefined) : undefined, // refused when the cookie is of no session
  ]);
  const school: School = organization;
  const person: Person | null = session.person && {
    id: session.person.id,
    name: session.person.name,
    picture: me?.picture ? to('/api/users/people/:userId/picture', { userId: me.id }, { v: me.picture }) : undefined,
    permissions: session.permissions.filter((one) => organization.id === root || !ofInstallation.includes(one)),
    impersonator: session.impersonator && { name: session.impersonator.name },
  };
  const language = me?.locale ?? school.locale;
  await loadLanguage(language);

  let status = 200;
  let ready: Ready;
  let page: Inlined['page'];
  try {
    if (tools.closed && !atTheDoor(path)) throw maintenance(tools.closed);
    const found = await find({
      registry,
      path,
      query: url.searchParams,
      viewer: viewerOf(person),
      lms,
      signal: request.signal,
    });
    await loadLanguage(language); // of what the screen brought with it
    await messagesReady();
    if (found.kind === 'sign in') return redirect(to('/sign-in', undefined, { next: `${path}${url.search}` }));
    if (found.kind === 'ready') {
      ready = found.ready;
      page = isDrawnInBrowser(ready.screen) ? { later: true } : { data: ready.data };
    } else {
      status = 404;
      ready = nothingHere(path);
      page = { fault: 'nothing here' };
    }
  } catch (error) {
    if (error instanceof Elsewhere) return redirect(error.address);
    if (!isProblem(error)) console.error(`${path} could not be drawn`, error);
    status = isNothing(error) ? 404 : isProblem(error) && error.status > 0 ? error.status : 500;
    const problem = problemFrom(error);
    ready = isNothing(error) ? nothingHere(path) : failed(path, problem, () => {});
    page = { fault: isNothing(error) ? 'nothing here' : problem };
  }
  const inlined: Inlined = {
    base: basePath,
    school,
    person,
    language,
    page,
    ...(off.length > 0 && { off }),
    ...(foreign.length > 0 && { foreign }),
  };
  const body = inLanguage(language, () =>
    renderToString(
      <App
        registry={registry}
        ready={ready}
        school={school}
        viewer={viewerOf(person)}
        impersonator={person?.impersonator?.name}
        lms={lms}
      />,
    ),
  );
  const title = inLanguage(language, () => {
    const own = ready.screen.title(ready.data);
    return own ? t('title.of-school', { title: own, school: school.name }) : school.name;
  });
  const head = ready.screen.head(ready.data);
  const own = assets.screens[moduleOf(ready)] ?? { scripts: [], styles: [] };
  const imports = foreign.length > 0 ? importMap(basePath, assets) : undefined;
  const html = documentOf({ title, head, body, inlined, assets, own, site, path, school, imports });
  return new Response(html, {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      vary: 'cookie',
      ...(imports && { 'content-security-policy': policy(imports) }),
      ...(tools.closed && status === 503 && { 'retry-after': String(tools.closed.retryAfter) }),
    },
  });
}

/** Where somebody comes in who may, although the school is closed. */
const atTheDoor = (path: string) => path === '/sign-in' || path.startsWith('/sign-in/') || path.startsWith('/magic/');
/** As the API refuses everybody else. */
const maintenance = ({ message, until, retryAfter }: ClosedFor) =>
  new LecternProblem({
    status: 503,
    code: 'in_maintenance',
    title: '',
    ...(message !== null && { detail: message }),
    facts: { retryAfter, ...(until !== null && { until }) },
  });

const registries = new WeakMap<readonly ForeignPlugin[], Map<string, ScreenRegistry>>();
function registryFor(foreign: readonly ForeignPlugin[], off: readonly string[]): ScreenRegistry {
  const known = registries.get(foreign) ?? new Map<string, ScreenRegistry>();
  registries.set(foreign, known);
  const registry = known.get(off.join()) ?? registryOf(...shownOf(academyWeb, foreign, off));
  known.set(off.join(), registry);
  return registry;
}

/** Foreign modules import by name what the app has loaded already. */
const importMap = (base: string, { shared }: AssetNames): string =>
  json({ imports: Object.fromEntries(Object.entries(shared).map(([name, file]) => [name, `${base}/${file}`])) });

/** The build writes it on every Page; pages of the app itself have none. */
const moduleOf = ({ Page }: Ready): string => (Page as { readonly module?: string }).module ?? '';

const redirect = (location: string) =>
  new Response(null, { status: 302, headers: { location, 'cache-control': 'no-store' } });

interface Document {
  readonly title: string;
  readonly head: Head;
  readonly body: string;
  readonly inlined: Inlined;
  readonly assets: AssetNames;
  /** Of the screen. */
  readonly own: ScreenAssets;
  readonly site: string;
  readonly path: string;
  readonly school: School;
  readonly imports: string | undefined;
}
function documentOf({ title, head, body, inlined, assets, own, site, path, school, imports }: Document): string {
  const base = inlined.base;
  const asset = (file: string) => `${base}/${file}`;
  const meta = [
    `<title>${text(title)}</title>`,
    `<link rel="canonical" href="${text(`${site}${path === '/' ? '/' : path}`)}">`,
    ...(head.description
      ? [
          `<meta name="description" content="${text(head.description)}">`,
          `<meta property="og:description" content="${text(head.description)}">`,
        ]
      : []),
    `<meta property="og:title" content="${text(title)}">`,
    `<meta property="og:site_name" content="${text(school.name)}">`,
    ...(head.image ? [`<meta property="og:image" content="${text(new URL(head.image, site).href)}">`] : []),
    ...(head.robots ? [`<meta name="robots" content="${head.robots}">`] : []),
    ...(head.jsonLd ? [`<script type="application/ld+json">${json(head.jsonLd)}</script>`] : []),
  ];
  return `<!doctype html>
<html lang="${text(inlined.language)}" dir="${directionOf(inlined.language)}" style="--brand-hue:${school.brandHue}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
${meta.join('\n')}
${school.logo ? `<link rel="icon" href="${base}${text(school.logo)}">` : `<link rel="icon" href="${base}/favicon.svg" type="image/svg+xml">`}
${assets.fonts.map((font) => `<link rel="preload" as="font" type="font/woff2" href="${asset(font)}" crossorigin>`).join('\n')}
<script src="${asset(assets.theme)}"></script>${imports ? `\n<script type="importmap">${imports}</script>` : ''}
${[...assets.styles, ...own.styles].map((style) => `<link rel="stylesheet" href="${asset(style)}">`).join('\n')}
<script type="module" src="${asset(assets.script)}"></script>
${[...assets.scripts, ...own.scripts].map((script) => `<link rel="modulepreload" href="${asset(script)}">`).join('\n')}
</head>
<body><div id="app">${body}</div>
<script type="application/json" id="inlined">${json(inlined)}</script>
</body>
</html>`;
}
const text = (value: string) =>
  value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
/** Nothing in it can end the script element or begin a comment in it. */
const json = (value: unknown) =>
  JSON.stringify(value).replaceAll('<', '\\u003c').replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
