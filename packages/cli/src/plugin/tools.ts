// What an author needs beside the plugin: the packages it imports, Vite for its screens, Vitest for its tests. A plugin is
// an ordinary package, so its own node_modules come first, by `npm install`; until then those of this lms are linked there,
// which is all there is in a clone. Vite and Vitest are the author's: an installed lms has neither, and a school needs none.
import { existsSync, mkdirSync, realpathSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Vite } from '@lectern/web/build';
import { manifestOf, packageFolder } from './packages.ts';

const here = import.meta.url;
const academy = packageFolder('@lectern/academy', here);
/** Where lms itself has packages from. */
const sources = [here, ...['academy', 'web', 'kit', 'server'].map((name) => packageFolder(`@lectern/${name}`, here))]
  .filter((one) => one !== undefined)
  .map((one) => (one.startsWith('file:') ? one : pathToFileURL(join(realpathSync(one), 'package.json')).href));

const linked = [
  ...Object.keys((academy && manifestOf(academy).dependencies) ?? {}),
  ...['@lectern/academy', '@lectern/sdk', '@lectern/server', '@lectern/web'],
  ...['drizzle-orm', 'preact', '@preact/signals', 'zod', 'vite', 'vitest'],
];

/** Of a package as this lms has it, for a manifest; one it does not have is the author's to choose. */
export function versionOf(name: string): string {
  const folder = ofLms(name);
  return folder ? `^${manifestOf(folder).version}` : 'latest';
}

function ofLms(name: string): string | undefined {
  for (const from of sources) {
    const folder = packageFolder(name, from);
    if (folder) return realpathSync(folder);
  }
  return undefined;
}

/** Links what a plugin's folder lacks and this lms has. */
export function linkTools(folder: string): void {
  for (const name of linked) {
    const place = join(folder, 'node_modules', name);
    const target = existsSync(place) ? undefined : ofLms(name);
    if (!target) continue;
    mkdirSync(dirname(place), { recursive: true });
    symlinkSync(target, place, 'junction');
  }
}

/** Undefined when neither the plugin nor this lms has it. */
export async function viteFor(folder: string): Promise<Vite | undefined> {
  const found = moduleFor(folder, 'vite');
  return found === undefined ? undefined : ((await import(pathToFileURL(found).href)) as Vite);
}

/** A module of a tool, the plugin's own first. */
export function moduleFor(folder: string, specifier: string): string | undefined {
  for (const from of [pathToFileURL(join(folder, 'package.json')).href, ...sources]) {
    try {
      return createRequire(from).resolve(specifier);
    } catch {
      // the next one may have it
    }
  }
  return undefined;
}
