// One package as a folder that npm can pack.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Package, root } from '../sync/workspace.ts';
import { commandsOf } from './commands.ts';
import { publishedManifest } from './manifest.ts';
import { programOn } from './program.ts';
import { compiledName, declarationOf, declarationsOf, followCompiled, reached } from './reach.ts';

/** What no module names. */
const alsoPublished: Readonly<Record<string, readonly string[]>> = {
  '@lectern/web': ['dist/assets.json', 'dist/{client,server}/**/*'],
};

interface Staging {
  /** Mirrors the clone, with what the compiler wrote. */
  readonly emitted: string;
  readonly into: string;
  readonly version: string;
  /** Of the packages of this workspace. */
  readonly names: ReadonlySet<string>;
}

/** @throws Error naming a door that has no types */
export async function stage(subject: Package, { emitted, into, version, names }: Staging): Promise<void> {
  const { folder, path, manifest } = subject;
  const from = join(emitted, folder);
  const found = reached(subject, alsoPublished[manifest.name]);
  const write = (file: string, text: string) => {
    mkdirSync(dirname(join(into, file)), { recursive: true });
    writeFileSync(join(into, file), text);
  };

  const modules = new Set(found.modules);
  for (const module of found.modules) {
    const code = readFileSync(join(from, compiledName(module)), 'utf8');
    write(compiledName(module), followCompiled(code, module, modules));
  }
  const doors = Object.values((manifest.exports ?? {}) as Record<string, string>);
  const typed = doors.filter((file) => /\.tsx?$/.test(file));
  for (const file of declarationsOf(from, typed))
    write(file, readFileSync(join(from, file), 'utf8').replace(/(["']\.{1,2}\/[^"']+)\.tsx?(["'])/g, '$1.js$2'));
  const untyped = typed.filter((door) => !existsSync(join(into, declarationOf(door))));
  if (untyped.length > 0) throw new Error(`${folder}: the compiler wrote no types for ${untyped.join(', ')}`);
  for (const asset of found.assets) cpSync(join(path, asset), join(into, asset));
  for (const template of found.templates) takeTemplate(template, into);

  const programs = Object.entries(manifest.bin ?? {}).map(([name, file]) => {
    const program = `bin/${name}-on-this-node.js`;
    write(program, programOn(file.split('/').at(-1)!));
    return [name, program] as const;
  });
  const bin = programs.length > 0 && { bin: Object.fromEntries(programs) };
  const published = { ...publishedManifest(subject, found, version, names), ...bin };
  write('package.json', `${JSON.stringify(published, null, 2)}\n`);
  if (manifest.oclif !== undefined) write('oclif.manifest.json', await commandsOf(subject, version));
  write('README.md', readmeOf(subject));
  cpSync(join(root, 'LICENSE'), join(into, 'LICENSE'));
}

/** Whoever makes a plugin with an installed lms may have no Vite: its screen comes built. */
function takeTemplate(template: string, into: string): void {
  const lms = join(root, 'packages/cli/bin/lms.ts');
  execFileSync('node', [lms, 'plugin', 'build', join(root, template), '--quiet'], { stdio: ['ignore', 2, 2] });
  cpSync(join(root, template), join(into, template), {
    recursive: true,
    filter: (file) => !/\/(?:node_modules|package\.json)$|\.(?:br|gz)$/.test(file),
  });
}

/** What a plugin shows the world is all that its reader needs. */
function readmeOf({ path, manifest }: Package): string {
  const surface = join(path, 'surface.md');
  const shown = existsSync(surface) ? `\n${readFileSync(surface, 'utf8').replace(/^# .*\n+/, '')}` : '';
  const about = manifest.description ?? 'A part of the learning platform';
  return `# ${manifest.name}\n\n${about}.\n\nA part of Lectern, a learning platform you own: \`npm install @lectern/cli\`, \`npx lms init school\`.\n${shown}`;
}
