// The web app as the server mounts it: built assets, and every screen rendered on the server and hydrated in the browser.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { assetResponse } from './assets.ts';
import { type Foreign, type ForeignPlugin, type ForeignSource, foreignScreens } from './foreign.ts';

const dist = join(import.meta.dirname, '..', 'dist');

export interface PageTools {
  /** The API in process, with what the page's request brought. */
  readonly call: (request: Request) => Promise<Response>;
  readonly basePath: string;
  /** Origin and base path, as the caller sees them. */
  readonly site: string;
  /** Of the whole installation: what is off has no screens, and what is the first school's alone is shown in no other. */
  readonly installation: InstallationShown;
  /** Plugins of this school that bring built screens; always the same list. */
  readonly foreign: readonly ForeignSource[];
  /** Set while the school is closed for maintenance, for whoever does not come in all the same. */
  readonly closed?: ClosedFor | undefined;
  /** The content security policy of a page, with the one inline script it may hold. */
  policy(inline: string): string;
}
/** What is told of it, and for how many seconds somebody waits before they ask again. */
export interface ClosedFor {
  readonly message: string | null;
  readonly until: string | null;
  readonly retryAfter: number;
}
export interface InstallationShown {
  /** Ids of plugins that are switched off. */
  readonly off: readonly string[];
  /** The organization whose owners look after the installation. */
  readonly root: string | undefined;
  /** That only they hold. */
  readonly permissions: readonly string[];
}
export interface Pages {
  /** @returns undefined for addresses that are not ours to answer */
  answer(request: Request, tools: PageTools): Promise<Response | undefined>;
}
export interface RenderTools extends Omit<PageTools, 'foreign'> {
  readonly assets: AssetNames;
  readonly foreign: readonly ForeignPlugin[];
}
/** What the built server bundle exports. */
interface ServerBundle {
  render(request: Request, tools: RenderTools): Promise<Response>;
}
export interface ScreenAssets {
  readonly scripts: readonly string[];
  readonly styles: readonly string[];
}
/** Addresses below the base of what pages load. */
export interface AssetNames {
  readonly script: string;
  /** What that one imports. */
  readonly scripts: readonly string[];
  /** Of every page. */
  readonly styles: readonly string[];
  readonly theme: string;
  /** Fonts worth fetching before the stylesheet has said so. */
  readonly fonts: readonly string[];
  /** What a screen needs beyond that, by its module: `plugins/learning/courses/web/catalogue.tsx`. */
  readonly screens: Readonly<Record<string, ScreenAssets>>;
  /** What foreign screens share with the app, by the name they import. */
  readonly shared: Readonly<Record<string, string>>;
}

/** @throws Error naming the command when the app is not built */
export async function webPages(): Promise<Pages> {
  const entry = join(dist, 'server', 'entry.js');
  if (!existsSync(entry)) throw new Error('The web app is not built. Build it with: node packages/web/build/build.ts');
  const { render } = (await import(pathToFileURL(entry).href)) as ServerBundle;
  const assets = JSON.parse(readFileSync(join(dist, 'assets.json'), 'utf8')) as AssetNames;
  const foreign = new WeakMap<readonly ForeignSource[], Foreign>();
  const foreignOf = (sources: readonly ForeignSource[]): Foreign => {
    const known = foreign.get(sources) ?? foreignScreens(sources);
    foreign.set(sources, known);
    return known;
  };
  return {
    async answer(request, tools) {
      const { plugins, answer } = foreignOf(tools.foreign);
      const path = new URL(request.url).pathname.slice(tools.basePath.length) || '/';
      if (path.startsWith('/assets/plugins/')) return answer(path, request);
      if (path.startsWith('/assets/')) return assetResponse(join(dist, 'client'), path, request);
      if (path === '/favicon.svg') return assetResponse(join(dist, 'client'), path, request);
      if (path.startsWith('/api/')) return undefined;
      return render(request, { ...tools, assets, foreign: plugins });
    },
  };
}
