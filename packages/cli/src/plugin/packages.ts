// Where packages lie on the disk.
import { existsSync, readFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import { dirname, join } from 'node:path';

export interface Manifest {
  readonly name?: string;
  readonly version?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

/** The folder of a package as seen from a module; undefined when it is not there. */
export function packageFolder(name: string, from: string | URL): string | undefined {
  try {
    const manifest = findPackageJSON(name, from);
    return manifest && dirname(manifest);
  } catch {
    return undefined;
  }
}
/** The nearest folder with a package.json, from a file upwards. */
export function folderOf(file: string): string | undefined {
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json'))) return folder;
    if (folder === dirname(folder)) return undefined;
  }
}
export const manifestOf = (folder: string): Manifest =>
  JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
