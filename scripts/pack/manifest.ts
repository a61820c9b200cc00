// package.json as it is published: doors lead to JavaScript with its types, versions are numbers, and what only tests of
// plugins need is asked of whoever writes some.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Package, packageOf, root } from '../sync/workspace.ts';
import { compiledName, declarationOf, type Reached } from './reach.ts';

export function publishedManifest(subject: Package, { modules }: Reached, version: string, names: ReadonlySet<string>) {
  const { manifest, files } = subject;
  const versionOf = (name: string) => (names.has(name) ? version : catalog[name]!);
  const needed = Object.keys(manifest.dependencies ?? {});
  const optional = Object.keys((manifest.optionalDependencies ?? {}) as Record<string, string>);
  const imported = new Set(modules.flatMap((file) => files.get(file) ?? []).map((one) => packageOf(one) ?? ''));
  const wished = Object.keys((manifest.devDependencies ?? {}) as Record<string, string>).filter((name) =>
    imported.has(name),
  );
  const described = (list: readonly string[]) => Object.fromEntries(list.map((name) => [name, versionOf(name)]));
  return {
    name: manifest.name,
    version,
    ...(manifest.description && { description: manifest.description }),
    license: 'MIT',
    type: 'module',
    engines,
    ...(manifest.bin && { bin: manifest.bin }),
    ...(manifest.oclif !== undefined && {
      oclif: JSON.parse(
        JSON.stringify(manifest.oclif).replace(/"(\.\/[^"]+\.ts)"/g, (_, path) => `"${compiledName(path)}"`),
      ),
    }),
    exports: Object.fromEntries(
      Object.entries((manifest.exports ?? {}) as Record<string, string>).map(([door, file]) => [door, doorTo(file)]),
    ),
    ...(needed.length > 0 && { dependencies: described(needed) }),
    ...(optional.length > 0 && { optionalDependencies: described(optional) }),
    ...(wished.length > 0 && {
      peerDependencies: described(wished),
      peerDependenciesMeta: Object.fromEntries(wished.map((name) => [name, { optional: true }])),
    }),
    publishConfig: { access: 'public' },
  };
}

const doorTo = (file: string) =>
  /\.tsx?$/.test(file) ? { types: declarationOf(file), default: compiledName(file) } : file;

/** The first Node that runs a school's lms.config.ts as it is. */
export const oldestNode = '22.18';
const engines = { node: `>=${oldestNode}` };
/** Versions by name, as the catalog of pnpm-workspace.yaml has them. */
const catalog = Object.fromEntries(
  [
    .../^catalog:\n((?: .*\n)+)/m
      .exec(readFileSync(join(root, 'pnpm-workspace.yaml'), 'utf8'))![1]!
      .matchAll(/^ {2}"?([^"\s]+?)"?: (\S+)/gm),
  ].map(([, name, range]) => [name!, range!]),
);
