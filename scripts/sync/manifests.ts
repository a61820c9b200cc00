// package.json of every package: dependencies follow from the imports, versions from the catalog. By hand are only
// the description, `bin` and `exports` that differ from the rule.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Manifest, type Package, packageOf } from './workspace.ts';

const developmentOnly = /(^|\/)(test|testing|build|vite\.config\.ts$)|\.test\.tsx?$/;

export function manifestOf(subject: Package, catalog: ReadonlySet<string>, names: ReadonlySet<string>): Manifest {
  const { manifest, files, folder, path } = subject;
  const used = { dependencies: new Set<string>(), devDependencies: new Set<string>() };
  for (const [file, specifiers] of files) {
    const kind = developmentOnly.test(file) || folder === 'bench' || folder === 'e2e' ? used.devDependencies : used.dependencies;
    for (const specifier of specifiers) {
      const name = packageOf(specifier);
      if (!name || name === manifest.name || (!catalog.has(name) && !names.has(name))) continue;
      kind.add(name);
      if (catalog.has(typesOf(name))) used.devDependencies.add(typesOf(name));
    }
  }
  for (const name of used.dependencies) used.devDependencies.delete(name);
  const versions = (set: Set<string>) => Object.fromEntries([...set].sort().map((name) => [name, names.has(name) ? 'workspace:*' : 'catalog:']));
  const exports = manifest.exports ?? entriesOf(path);
  return {
    name: manifest.name,
    version: '0.1.0',
    ...(manifest.description && { description: manifest.description }),
    license: 'MIT',
    type: 'module',
    ...(manifest.private === true && { private: true }),
    ...(manifest.bin && { bin: manifest.bin }),
    ...(manifest.oclif !== undefined && { oclif: manifest.oclif }),
    ...(Object.keys(exports).length > 0 && { exports }),
    ...(used.dependencies.size > 0 && { dependencies: versions(used.dependencies) }),
    ...(used.devDependencies.size > 0 && { devDependencies: versions(used.devDependencies) }),
  };
}

const typesOf = (name: string) => `@types/${name.replace(/^@(.+)\/(.+)$/, '$1__$2')}`;

/** The doors of a package are files with these names; nothing else can be imported from outside. */
function entriesOf(path: string): Record<string, string> {
  const doors = { '.': 'src/index.ts', './contract': 'src/contract.ts', './web': 'web/index.ts', './testing': 'src/testing/index.ts', './package.json': 'package.json' };
  const plugin = { ...doors, '.': existsSync(join(path, 'src/plugin.ts')) ? 'src/plugin.ts' : doors['.'] };
  return Object.fromEntries(Object.entries(plugin).filter(([, file]) => existsSync(join(path, file))).map(([door, file]) => [door, `./${file}`]));
}
