// A new plugin in a school's folder: the template with another name, its migrations and screens made, the school told of it.
import { cpSync, existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { academy } from '@lectern/academy';
import { specOf } from '@lectern/kit';
import { loadConfig } from '@lectern/server';
import { CommandError, UsageError } from '../errors.ts';
import { isPlugin } from './is-plugin.ts';
import { type Added, addToConfig, assertFits } from './school-config.ts';
import { linkTools, versionOf, viteFor } from './tools.ts';

const template = fileURLToPath(new URL('../../../../templates/plugin/', import.meta.url));
/** Of the kernel and of the app: addresses and messages of theirs have these names. */
const reserved = ['kernel', 'realtime', 'ui', 'web', 'api', 'assets'];

export interface Created extends Added {
  readonly id: string;
  readonly folder: string;
  /** Whether its screen could be built here. */
  readonly built: boolean;
}

/** @throws UsageError, CommandError; nothing is left of it then */
export async function createPlugin(school: string, id: string): Promise<Created> {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id) || id.length > 40)
    throw new UsageError(`${id} is no name for a plugin: lower-case words joined by hyphens, such as daily-quiz.`);
  const { plugins } = await loadConfig(school);
  const taken = [...plugins, ...academy].map((one) => one.id);
  if (taken.includes(id) || reserved.includes(id))
    throw new CommandError(`There is a plugin ${id} already. Choose another name; lms plugin list shows them.`);
  const folder = resolve(school, 'plugins', id);
  if (existsSync(folder)) throw new CommandError(`${folder} is there already. Choose another name, or remove it.`);

  const around = dirname(folder);
  const begun = join(around, `.${id}-${process.pid}`);
  const isFirst = !existsSync(around);
  try {
    copyTemplate(begun, id);
    renameSync(begun, folder);
    linkTools(folder);
    await writeMigrations(folder);
    const vite = await viteFor(folder);
    if (vite) await (await import('@lectern/web/build')).buildPlugin(folder, vite);
    const plugin = { name: `${camel(id)}Plugin`, from: `./plugins/${id}/src/plugin.ts` };
    const added = await addToConfig(school, id, plugin);
    if (!added.configured) await assertFits(school, plugin);
    return { id, folder, built: existsSync(join(folder, 'dist/web/index.js')), ...added };
  } catch (error) {
    for (const left of isFirst ? [around] : [begun, folder]) rmSync(left, { recursive: true, force: true });
    throw error;
  }
}

function copyTemplate(to: string, id: string): void {
  const files = globSync('{src,web,test}/**/*.{ts,tsx}', { cwd: template });
  for (const file of files) {
    const place = join(to, file.replace('gamify', id));
    mkdirSync(dirname(place), { recursive: true });
    writeFileSync(place, renamed(readFileSync(join(template, file), 'utf8'), id));
  }
  for (const file of ['tsconfig.json', 'vitest.config.js']) cpSync(join(template, file), join(to, file));
  // As published, the template brings its screens built, for whoever has no Vite.
  for (const file of globSync('dist/**/*.{js,css,json}', { cwd: template })) {
    const place = join(to, file);
    mkdirSync(dirname(place), { recursive: true });
    writeFileSync(place, renamed(readFileSync(join(template, file), 'utf8'), id));
  }
  writeFileSync(join(to, '.gitignore'), 'node_modules/\n');
  writeFileSync(join(to, 'package.json'), `${JSON.stringify(packageOf(id), null, 2)}\n`);
}

const camel = (id: string) => id.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

/** `gamify` as the template writes it: in the middle of names, in names of tables, as the plugin's id. */
const renamed = (text: string, id: string) =>
  text
    .replace(/gamify(?=[A-Z])/g, camel(id))
    .replace(/gamify(?=_)/g, id.replaceAll('-', '_'))
    .replaceAll('gamify', id);

/** The school brings what the peers name, so that there is one of each. */
function packageOf(id: string) {
  const versions = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, versionOf(name)]));
  const peers = ['@lectern/kit', '@lectern/progress', '@lectern/users', 'drizzle-orm', 'zod'];
  const screens = ['@lectern/sdk', '@lectern/ui', '@lectern/web', 'preact'];
  const tests = ['@lectern/academy', '@lectern/server', 'vite', 'vitest'];
  return {
    name: id,
    version: '0.1.0',
    type: 'module',
    exports: { '.': './dist/plugin.js', './contract': './dist/contract.js', './package.json': './package.json' },
    files: ['dist', 'migrations'],
    scripts: { build: 'lms plugin build', test: 'vitest run' },
    peerDependencies: versions(peers),
    devDependencies: versions([...screens, ...tests].sort()),
  };
}

/** The plugin that stands in a folder. @throws CommandError when there is none */
export async function pluginIn(folder: string) {
  const file = join(folder, 'src', 'plugin.ts');
  if (!existsSync(file)) throw new CommandError(`There is no plugin in ${folder}: src${sep}plugin.ts is missing.`);
  const module = (await import(pathToFileURL(file).href)) as Record<string, unknown>;
  const plugin = Object.values(module).find(isPlugin);
  if (!plugin) throw new CommandError(`${file} exports no plugin: export const gamifyPlugin = definePlugin({ ... })`);
  return plugin;
}

/**
 * From its tables. What is there already counts as released, for a school may have applied it: the change is a file more.
 *
 * @returns paths written
 */
export async function writeMigrations(folder: string, { anew = false } = {}): Promise<string[]> {
  const { markReleased, syncMigrations } = await import('@lectern/server/migrations');
  const { contract, tables = [] } = specOf(await pluginIn(folder));
  if (anew) rmSync(join(folder, 'migrations'), { recursive: true, force: true });
  else markReleased(folder);
  return syncMigrations({ id: contract.id, folder, tables }, { check: false });
}
