// A school around one plugin, for whoever writes it: the plugin, what it needs, their demo data, in a scratch folder. It is
// a school like any other, so that every command works on it while it is served.
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { academy } from '@lectern/academy';
import type { Plugin } from '@lectern/kit';
import { withNeeds } from '@lectern/server';
import { demoSchool } from './demo-school.ts';
import { CommandError, UsageError } from './errors.ts';
import { makeSchool } from './make-school.ts';
import { nearest } from './near.ts';
import { sow } from './sow.ts';

/** Somebody must be able to come in. */
const identity = ['organizations', 'users', 'access', 'auth'];
/** Courses come with their lessons: their demo data is this plugin's. */
const sowsCourses = 'content';

interface Wanted {
  readonly plugin: Plugin;
  /** Of a plugin that is in no list: what to import, and the name it is exported by. */
  readonly from?: { readonly url: string; readonly name: string };
}

/**
 * @param wanted a first-party plugin by id, or the path of a folder or file that exports one
 * @returns ids of its plugins, in the order of the list
 * @throws UsageError naming those there are
 */
export async function makeMiniSchool(wanted: string, folder: string): Promise<readonly string[]> {
  const { plugin, from } = /[./\\]/.test(wanted) ? await pluginAt(wanted) : { plugin: named(wanted) };
  const ids = around(plugin).map(({ id }) => id);
  await makeSchool({ folder, config: configOf(ids, from) }, demoSchool, (school) => sow(school, 'demo'));
  return ids;
}

/** The plugin, what it needs, the identity wing, and whoever sows their demo data. */
function around(plugin: Plugin): readonly Plugin[] {
  const list = academy.includes(plugin) ? academy : [...academy, plugin];
  const needed = withNeeds([...identity, plugin.id], list).map(({ id }) => id);
  return needed.includes('courses') ? withNeeds([...needed, sowsCourses], list) : withNeeds(needed, list);
}

function named(id: string): Plugin {
  const found = academy.find((one) => one.id === id);
  if (found) return found;
  const ids = academy.map((one) => one.id);
  const meant = nearest(id, ids);
  throw new UsageError(
    `There is no plugin ${id}.${meant ? ` Did you mean ${meant}?` : ''}\nThere are: ${ids.join(', ')}; or write the path of one of yours, such as ./src/plugin.ts.`,
  );
}

async function pluginAt(path: string): Promise<Required<Wanted>> {
  const given = resolve(path);
  const file = [given, join(given, 'src/plugin.ts'), join(given, 'plugin.ts')].find(
    (one) => /\.[cm]?[jt]s$/.test(one) && existsSync(one),
  );
  if (!file) throw new UsageError(`There is no plugin at ${given}: neither a module nor a folder with src/plugin.ts.`);
  const url = pathToFileURL(file).href;
  const module = (await import(url)) as Record<string, unknown>;
  const [name, plugin] = Object.entries(module).find(([key]) => key.endsWith('Plugin')) ?? [];
  if (!name) throw new CommandError(`${file} exports no plugin: export const greetingsPlugin = definePlugin({ ... })`);
  return { plugin: plugin as Plugin, from: { url, name } };
}

function configOf(ids: readonly string[], from: Wanted['from']): string {
  return `import { academy } from '@lectern/academy';
import { defineConfig } from '@lectern/server';
${from ? `import { ${from.name} } from '${from.url}';\n` : ''}
const wanted = ${JSON.stringify(ids)};
export default defineConfig({
  plugins: [...academy.filter(({ id }) => wanted.includes(id))${from ? `, ${from.name}` : ''}],
});
`;
}
