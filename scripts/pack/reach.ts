// What of a package its doors reach: modules by their imports, and threads, pages, migrations and demo courses by the
// relative addresses that stand in those modules. Nothing else is published.
import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize, relative, sep } from 'node:path';
import type { Package } from '../sync/workspace.ts';

export interface Reached {
  /** Compiled: paths of sources below the package. */
  readonly modules: readonly string[];
  /** Published as they are. */
  readonly assets: readonly string[];
  /** Folders of `templates/` that a module names from outside; they come along at the same place below the package. */
  readonly templates: readonly string[];
}

/** `'./thread.ts'`, `"../migrations/"`, and the beginning of `` `./thread${extname(import.meta.url)}` ``. */
const addresses = /(['"`])(\.{1,2}\/[^'"`\n$]+)(\1|\$\{extname)/g;
const isModule = (path: string) => /\.tsx?$/.test(path) && !path.endsWith('.d.ts');
const isLeftOut = (path: string) => /(^|\/)(test|template)\/|\.test\.tsx?$|\.built$/.test(path);

/** @param more patterns of files that no module names */
export function reached({ path, manifest }: Package, more: readonly string[] = []): Reached {
  const modules = new Set<string>();
  const assets = new Set<string>();
  const templates = new Set<string>();
  const found = (file: string): void => {
    const [, template] = /^(?:\.\.\/)+(templates\/[^/]+)\/?$/.exec(file) ?? [];
    if (template) templates.add(template);
    if (file.startsWith('..') || modules.has(file) || assets.has(file)) return;
    const what = statSync(join(path, file), { throwIfNoEntry: false });
    if (what?.isDirectory() && file !== '.') {
      for (const one of globSync('**/*.*', { cwd: join(path, file) })) assets.add(join(file, one));
      return;
    }
    if (!what?.isFile()) return;
    if (!isModule(file) || isLeftOut(file)) return void assets.add(file);
    modules.add(file);
    for (const address of addressesIn(readFileSync(join(path, file), 'utf8'))) found(join(dirname(file), address));
  };
  const roots = [
    ...Object.values((manifest.exports ?? {}) as Record<string, string>),
    ...Object.values(manifest.bin ?? {}),
    ...[...JSON.stringify(manifest.oclif ?? {}).matchAll(/"(\.\/[^"]+)"/g)].map((match) => match[1]!),
  ];
  for (const root of roots) {
    // A program in JavaScript is the clone's way in; published, program.ts writes another to the same module.
    const file = normalize(root).replace(/^(bin\/.+)\.js$/, '$1.ts');
    if (!isFolder(path, file)) found(file);
    else for (const one of globSync('**/*.ts', { cwd: join(path, file) })) found(join(file, one));
  }
  // A style sheet names its parts, and its fonts by packages.
  for (const sheet of [...assets].filter((file) => file.endsWith('.css')))
    for (const match of readFileSync(join(path, sheet), 'utf8').matchAll(/["'(](\.{1,2}\/[^"')]+)["')]/g))
      found(join(dirname(sheet), match[1]!));
  for (const pattern of more)
    for (const file of globSync(pattern, { cwd: path })) if (!isFolder(path, file)) assets.add(file);
  assets.delete('package.json');
  return {
    modules: [...modules].sort(),
    assets: [...assets].filter((file) => !/\.built$/.test(file)).sort(),
    templates: [...templates].sort(),
  };
}

/** Of the declarations that were written, those that a door's types name, however far. */
export function declarationsOf(emitted: string, doors: readonly string[]): string[] {
  const seen = new Set<string>();
  const visit = (file: string): void => {
    if (seen.has(file) || !existsSync(join(emitted, file))) return;
    seen.add(file);
    for (const match of readFileSync(join(emitted, file), 'utf8').matchAll(/["'](\.{1,2}\/[^"']+)["']/g))
      visit(declarationOf(join(dirname(file), match[1]!)));
  };
  for (const door of doors) visit(declarationOf(normalize(door)));
  return [...seen].sort();
}

export const declarationOf = (module: string) => module.replace(/(\.tsx?|\.js)?$/, '.d.ts');
export const compiledName = (module: string) => module.replace(/\.tsx?$/, '.js');

/** In compiled code: addresses of modules that are no imports follow their modules, those of templates lead to the copy. */
export function followCompiled(code: string, file: string, modules: ReadonlySet<string>): string {
  const up = '../'.repeat(file.split('/').length - 1);
  return code
    .replace(/(['"`])(?:\.\.\/)+(templates\/[^/'"`]+\/?)\1/g, `$1${up}$2$1`)
    .replace(/(['"`])([^'"`\n$]+\.tsx?)\1/g, (literal, quote: string, address: string) => {
      const target = relative('.', join(dirname(file), address))
        .split(sep)
        .join('/');
      return modules.has(target) ? `${quote}${compiledName(address)}${quote}` : literal;
    });
}

function addressesIn(text: string): string[] {
  return [...text.matchAll(addresses)].map(([, , address, end]) => (end === '${extname' ? `${address}.ts` : address!));
}
const isFolder = (path: string, file: string) => statSync(join(path, file)).isDirectory();
