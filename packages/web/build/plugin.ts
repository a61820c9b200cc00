// Builds a plugin that stands by itself: its screens as modules that share preact, ui and sdk with the app, and its server
// side as JavaScript, for Node runs no TypeScript under node_modules. The caller brings Vite: a served school has none.
import { existsSync, globSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { extname, isAbsolute, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { InlineConfig, Plugin, Rolldown } from 'vite';
import type { Described } from '../src/foreign.ts';
import { shared } from '../src/shared.ts';
import { compress } from './compress.ts';

export type Vite = typeof import('vite');

/**
 * Writes `dist/web/` (index.js, chunks, styles, screens.json) where there is a `web/index.ts`, and `dist/plugin.js` with
 * `dist/contract.js`. @throws what Vite says of the sources
 */
export async function buildPlugin(folder: string, vite: Vite): Promise<void> {
  rmSync(join(folder, 'dist'), { recursive: true, force: true });
  if (existsSync(join(folder, 'web/index.ts'))) await buildScreens(folder, vite);
  await buildServer(folder, vite);
}

export async function buildScreens(folder: string, vite: Vite): Promise<void> {
  const outDir = join(folder, 'dist/web');
  await vite.build({
    ...common(folder),
    build: {
      outDir,
      emptyOutDir: true,
      target: 'es2022',
      lib: { entry: 'web/index.ts', formats: ['es'], fileName: () => 'index.js', cssFileName: 'index' },
      rollupOptions: { external: Object.keys(shared), ...bare },
    },
  });
  const styles = globSync('*.css', { cwd: outDir });
  const described: Described = { ...(await descriptionOf(folder, vite)), styles };
  writeFileSync(join(outDir, 'screens.json'), `${JSON.stringify(described, null, 2)}\n`);
  compress(outDir);
}

async function descriptionOf(folder: string, vite: Vite): Promise<Omit<Described, 'styles'>> {
  const entry = 'lectern:describe';
  const describing: Plugin = {
    name: entry,
    resolveId: (id) => (id === entry ? `\0${entry}` : undefined),
    load: (id) =>
      id === `\0${entry}`
        ? `import * as module from ${JSON.stringify(join(folder, 'web/index.ts'))};
           import { describe } from ${JSON.stringify(join(import.meta.dirname, `describe${extname(import.meta.filename)}`))};
           export const described = () => describe(module.web);`
        : undefined,
  };
  const { plugins = [], ...rest } = common(folder);
  const built = (await vite.build({
    ...rest,
    plugins: [...plugins, describing, sharedFromHere],
    ssr: { noExternal: true },
    build: {
      write: false,
      ssr: true,
      target: 'node22',
      rollupOptions: { input: entry, output: { codeSplitting: false } },
    },
  })) as Rolldown.RolldownOutput;
  const file = join(folder, 'dist', `.describe-${process.pid}.mjs`);
  mkdirSync(join(folder, 'dist'), { recursive: true });
  try {
    writeFileSync(file, built.output[0].code);
    const { described } = (await import(`${pathToFileURL(file).href}?${Date.now()}`)) as {
      described(): Promise<Omit<Described, 'styles'>>;
    };
    return await described();
  } finally {
    rmSync(file, { force: true });
  }
}

async function buildServer(folder: string, vite: Vite): Promise<void> {
  const entries = ['plugin', 'contract'].map((name) => [name, join(folder, 'src', `${name}.ts`)] as const);
  await vite.build({
    ...common(folder),
    build: {
      outDir: join(folder, 'dist'),
      emptyOutDir: false,
      ssr: true,
      target: 'node22',
      rollupOptions: {
        input: Object.fromEntries(entries.filter(([, file]) => existsSync(file))),
        output: { entryFileNames: '[name].js' },
        external: (id) => !id.startsWith('.') && !isAbsolute(id),
        ...bare,
      },
    },
  });
}

/** Without the paths of this machine as comments. */
const bare = { experimental: { attachDebugInfo: 'none' as const } };

const common = (folder: string): InlineConfig => ({
  root: folder,
  configFile: false,
  logLevel: 'warn',
  publicDir: false,
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
});

/** The app's own, so that a plugin can be described that has none installed. */
const sharedFromHere: Plugin = {
  name: 'lectern:shared-from-here',
  enforce: 'pre',
  resolveId(id) {
    return id in shared ? this.resolve(id, import.meta.filename, { skipSelf: true }) : undefined;
  },
};
