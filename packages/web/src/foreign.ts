// Screens of plugins that are not built into the app: each comes as a folder that `lms plugin build` has written, with a
// module that browsers load when one of its screens is opened, and a description that the server reads.
import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { NavItem } from '@lectern/ui';
import { assetResponse } from './assets.ts';

/** In every language the plugin speaks, by its tag; English where it has no words of its own. */
export type Words = Readonly<Record<string, string>>;

/** `screens.json` beside the module: what the app must know of it before it is loaded. */
export interface Described {
  readonly screens: readonly {
    readonly path: string;
    readonly access: 'public' | 'signed-in';
    readonly permission?: string;
    readonly frame: 'page' | 'wide' | 'quiet' | 'settings' | 'account';
    /** Absent when it depends on the data. */
    readonly title?: Words;
    readonly place?: Omit<NavItem, 'label' | 'short' | 'group'> & {
      readonly label: Words;
      readonly short?: Words;
      readonly group?: Words;
    };
  }[];
  readonly fills: readonly { readonly placeId: string; readonly order: number }[];
  readonly styles: readonly string[];
}
/** As documents tell browsers of it. */
export interface ForeignPlugin extends Described {
  readonly id: string;
  /** Below the base; its styles are beside it. */
  readonly module: string;
}
/** As the server knows it: a plugin's id and its `web`. */
export interface ForeignSource {
  readonly id: string;
  readonly web: URL;
}
export interface Foreign {
  readonly plugins: readonly ForeignPlugin[];
  /** @returns undefined when it is none of theirs */
  answer(path: string, request: Request): Promise<Response | undefined>;
}

const prefix = 'assets/plugins';

/** A plugin whose screens are not built is told on the console and shown without them. */
export function foreignScreens(sources: readonly ForeignSource[]): Foreign {
  const found = sources.flatMap(({ id, web }) => {
    try {
      const folder = dirname(fileURLToPath(web));
      const described = JSON.parse(readFileSync(join(folder, 'screens.json'), 'utf8')) as Described;
      const at = `${prefix}/${id}/${digestOf(folder)}`;
      return [{ folder, at, plugin: { id, module: `${at}/index.js`, ...described } }];
    } catch (error) {
      console.error(`The screens of ${id} cannot be read. Build them with: lms plugin build`, error);
      return [];
    }
  });
  return {
    plugins: found.map(({ plugin }) => plugin),
    async answer(path, request) {
      const one = found.find(({ at }) => path.startsWith(`/${at}/`));
      const file = path.slice((one?.at.length ?? 0) + 1);
      if (!one || !(await isWithin(one.folder, file))) return undefined;
      const response = await assetResponse(one.folder, file, request);
      if (!response) return undefined;
      response.headers.set('cache-control', 'public, max-age=31536000, immutable');
      // A picture that is opened by itself is a document, and could hold a script.
      response.headers.set('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; sandbox");
      return response;
    },
  };
}

/** Of all it holds: another build is another address, so that a browser never mixes two. */
function digestOf(folder: string): string {
  const hash = createHash('sha256');
  for (const file of globSync('**/*.*', { cwd: folder }).sort())
    hash.update(file).update(readFileSync(join(folder, file)));
  return hash.digest('hex').slice(0, 16);
}

/** Links may not lead out of it. */
async function isWithin(folder: string, file: string): Promise<boolean> {
  const [home, real] = await Promise.all(
    [folder, join(folder, file)].map((one) => realpath(one).catch(() => undefined)),
  );
  return home !== undefined && real?.startsWith(home + sep) === true;
}
