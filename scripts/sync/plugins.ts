// The first-party plugins as the host sees them, found by their folders.
import { globSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type AnyPluginSpec, type Plugin, specOf } from '../../packages/kit/src/index.ts';
import { root } from './workspace.ts';

export interface FoundPlugin {
  readonly folder: string;
  readonly spec: AnyPluginSpec;
}
export async function plugins(): Promise<FoundPlugin[]> {
  const files = globSync('packages/plugins/*/*/src/plugin.ts', { cwd: root }).sort();
  return Promise.all(
    files.map(async (file) => {
      const module = (await import(pathToFileURL(join(root, file)).href)) as Record<string, unknown>;
      const plugin = Object.entries(module).find(([name]) => name.endsWith('Plugin'))?.[1] as Plugin | undefined;
      if (!plugin) throw new Error(`${file} exports no ...Plugin`);
      return { folder: join(root, dirname(dirname(file))), spec: specOf(plugin) };
    }),
  );
}
