// A plugin's migrations on disk, for the tests that apply them.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Dialect } from '@lectern/kit';
import type { MigrationSet } from '../../src/schema/apply.ts';
import { temporaryFolder } from './databases.ts';

export interface PluginFolder extends MigrationSet {
  readonly path: string;
  /** A migration whose text both dialects understand, or only the one that is named. */
  write(name: string, text: string, only?: Dialect): void;
}
export function pluginFolder(plugin: string): PluginFolder {
  const path = temporaryFolder();
  return {
    plugin,
    path,
    folder: pathToFileURL(`${path}/`),
    write(name, text, only) {
      for (const dialect of only ? [only] : ['sqlite', 'postgres']) {
        mkdirSync(join(path, dialect), { recursive: true });
        writeFileSync(join(path, dialect, `${name}.sql`), text);
      }
    },
  };
}
