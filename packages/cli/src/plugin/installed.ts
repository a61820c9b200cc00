// The plugins that a school has, loaded or not, and where each is from.
import { existsSync, globSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { academy } from '@lectern/academy';
import { type Plugin, specOf } from '@lectern/kit';
import { loadConfig } from '@lectern/server';
import { isPlugin } from './is-plugin.ts';
import { folderOf, manifestOf } from './packages.ts';

export interface Installed {
  readonly id: string;
  readonly version: string | undefined;
  /** `Lectern`, a package, or a folder of the school. */
  readonly from: string;
  readonly operations: number;
  readonly on: boolean;
}

export async function installedPlugins(school: string): Promise<Installed[]> {
  const { plugins, directory } = await loadConfig(school);
  const found = new Map<string, Installed>();
  const note = (plugin: Plugin, version: string | undefined, from: string) => {
    const operations = Object.keys(specOf(plugin).contract.operations).length;
    const on = plugins.some(({ id }) => id === plugin.id);
    if (!found.has(plugin.id)) found.set(plugin.id, { id: plugin.id, version, from, operations, on });
  };
  for (const plugin of plugins) {
    const { migrations, web } = specOf(plugin);
    const folder = migrations && folderOf(fileURLToPath(new URL('./x', web ?? migrations)));
    const own = !academy.includes(plugin);
    if (own && folder) note(plugin, manifestOf(folder).version, nameOf(directory, folder));
  }
  const { version } = manifestOf(folderOf(import.meta.filename)!);
  for (const plugin of academy) note(plugin, version, 'Lectern');
  for (const { folder, module } of candidates(directory)) {
    // Loaded from another file of the same package, its tables would be declared twice.
    const loaded = (await import(pathToFileURL(module).href).catch(() => ({}))) as Record<string, unknown>;
    for (const plugin of Object.values(loaded).filter(isPlugin))
      note(plugin, manifestOf(folder).version, nameOf(directory, folder));
  }
  for (const plugin of plugins) note(plugin, undefined, 'lms.config.ts');
  return [...found.values()];
}

/** What is in the school's folder and may not be loaded. */
function candidates(school: string): { folder: string; module: string }[] {
  const packages = existsSync(join(school, 'package.json')) ? Object.keys(manifestOf(school).dependencies ?? {}) : [];
  const folders = [
    ...globSync('plugins/*/src/plugin.ts', { cwd: school }).map((file) => [
      join(school, file, '../..'),
      'src/plugin.ts',
    ]),
    ...packages.map((name) => [join(school, 'node_modules', name), 'dist/plugin.js']),
  ] as [string, string][];
  return folders
    .map(([folder, file]) => ({ folder, module: join(folder, file) }))
    .filter(({ module }) => existsSync(module));
}

function nameOf(school: string, folder: string): string {
  const below = relative(school, folder);
  return below.startsWith('..') || below.includes('node_modules') ? (manifestOf(folder).name ?? folder) : below;
}
