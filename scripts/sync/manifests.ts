// package.json of every package: dependencies follow from the imports, versions from the catalog. By hand are only
// the description, `bin`, under `lectern.exports` doors that the rule does not know, and under `lectern.optional` what an
// installation may fail to bring.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Manifest, type Package, packageOf } from './workspace.ts';

const developmentOnly = /(^|\/)(test|testing|build|vite\.config\.ts$)|\.test\.tsx?$/;

export function manifestOf(subject: Package, catalog: ReadonlySet<string>, names: ReadonlySet<string>): Manifest {
  const { manifest, files, folder, path } = subject;
  const used = { dependencies: new Set<string>(), devDependencies: new Set<string>() };
  for (const [file, specifiers] of files) {
    const kind =
      developmentOnly.test(file) || folder === 'bench' || folder === 'e2e' ? used.devDependencies : used.dependencies;
    // JSX compiles to imports that nobody wrote
    for (const specifier of file.endsWith('.tsx') ? [...specifiers, 'preact'] : specifiers) {
      const name = packageOf(specifier);
      if (!name || name === manifest.name || (!catalog.has(name) && !names.has(name))) continue;
      kind.add(name);
      if (catalog.has(typesOf(name))) used.devDependencies.add(typesOf(name));
    }
  }
  for (const name of used.dependencies) used.devDependencies.delete(name);
  const versions = (set: Set<string>) =>
    Object.fromEntries([...set].sort().map((name) => [name, names.has(name) ? 'workspace:*' : 'catalog:']));
  const optional = new Set([...used.dependencies].filter((name) => manifest.lectern?.optional?.includes(name)));
  for (const name of optional) used.dependencies.delete(name);
  const exports = { ...entriesOf(path), ...manifest.lectern?.exports };
  return {
    name: manifest.name,
    version: '0.1.0',
    ...(manifest.description && { description: manifest.description }),
    license: 'MIT',
    type: 'module',
    ...(manifest.private === true && { private: true }),
    ...(manifest.bin && { bin: manifest.bin }),
    ...(manifest.oclif !== undefined && { oclif: manifest.oclif }),
    ...(manifest.lectern && { lectern: manifest.lectern }),
    ...(Object.keys(exports).length > 0 && { exports }),
    ...(used.dependencies.size > 0 && { dependencies: versions(used.dependencies) }),
    ...(optional.size > 0 && { optionalDependencies: versions(optional) }),
    ...(used.devDependencies.size > 0 && { devDependencies: versions(used.devDependencies) }),
  };
}

const typesOf = (name: string) => `@types/${name.replace(/^@(.+)\/(.+)$/, '$1__$2')}`;

/** The doors of a package are files with these names; nothing else can be imported from outside. */
const doors: Readonly<Record<string, readonly string[]>> = {
  '.': ['src/plugin.ts', 'src/index.ts'],
  './contract': ['src/contract.ts', 'src/contract/index.ts'],
  './views': ['src/views.ts'],
  './web': ['web/index.ts'],
  './generate': ['src/generate/index.ts'],
  './local': ['src/serve/local.ts'],
  './quick-start': ['src/quick-start.ts'],
  './testing': ['src/testing/index.ts'],
  './package.json': ['package.json'],
};
function entriesOf(path: string): Record<string, string> {
  const found = Object.entries(doors).map(
    ([door, files]) => [door, files.find((file) => existsSync(join(path, file)))] as const,
  );
  return Object.fromEntries(found.flatMap(([door, file]) => (file ? [[door, `./${file}`]] : [])));
}
