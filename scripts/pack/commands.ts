// What oclif would find out at every start by loading each command: with it `lms --help` takes 1.1 times what a bare oclif
// program takes, without it 1.6 times.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Package } from '../sync/workspace.ts';
import { compiledName } from './reach.ts';

interface Oclif {
  readonly Plugin: new (options: {
    root: string;
    type: string;
    ignoreManifest: boolean;
    errorOnManifestCreate: boolean;
  }) => { load(): Promise<void>; readonly manifest: object };
}

/** Text of its oclif.manifest.json. @throws when a command cannot be loaded */
export async function commandsOf({ path }: Package, version: string): Promise<string> {
  const from = createRequire(join(path, 'package.json')).resolve('@oclif/core');
  const { Plugin } = (await import(pathToFileURL(from).href)) as Oclif;
  const plugin = new Plugin({ root: path, type: 'core', ignoreManifest: true, errorOnManifestCreate: true });
  await plugin.load();
  const described = JSON.stringify({ ...plugin.manifest, version });
  return `${described.replace(/"([\w-]+\.ts)"/g, (_, file: string) => `"${compiledName(file)}"`)}\n`;
}
