// Builds the app for browsers and for the server, compresses it, and holds a learner's first pages to their budget.
import { existsSync, globSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import preact from '@preact/preset-vite';
import { build, type Plugin } from 'vite';
import { shared as sharedModules } from '../src/shared.ts';
import { weigh } from './budget.ts';
import { compress } from './compress.ts';

const root = join(import.meta.dirname, '..');
/** Made aside and put in place when it is whole: two builds at once, or a school that serves, never see half of one. */
const dist = join(root, `node_modules/.building-${process.pid}`);
process.on('exit', () => rmSync(dist, { recursive: true, force: true }));

interface Entry {
  readonly file: string;
  readonly css?: readonly string[];
  readonly imports?: readonly string[];
  readonly isEntry?: boolean;
}
/** As `assets.json` names the module of a screen: from the packages' folder. */
const moduleOf = (path: string) => path.replace(/^(\.\.\/)+/, '');

/** On the server a Page says which module it is of, so that its document links the styles of that module and no others. */
const pagesNameTheirModule: Plugin = {
  name: 'lectern:pages-name-their-module',
  enforce: 'post',
  transform: (code, id) =>
    id.endsWith('.tsx') && /export (?:function|const) Page\b/.test(code)
      ? { code: `${code}\nPage.module = ${JSON.stringify(moduleOf(relative(root, id)))};\n`, map: null }
      : undefined,
};

const common = {
  root,
  logLevel: 'warn' as const,
  configFile: false as const,
  plugins: [preact({ devToolsEnabled: false })],
  base: './',
};

await build({
  ...common,
  build: {
    outDir: join(dist, 'client'),
    manifest: 'manifest.json',
    modulePreload: false,
    target: 'es2022',
    // What foreign screens import are entries of their own that hand on what the app's chunks hold already.
    rollupOptions: {
      input: ['app/client.tsx', ...Object.values(sharedModules)].map((file) => join(root, file)),
      preserveEntrySignatures: 'strict',
      // In one piece, or the entries would have each in a chunk of its own: 0.9 kB and three requests more.
      output: { codeSplitting: { groups: [{ name: 'preact', test: /[\\/]node_modules[\\/]@?preact[\\/]/ }] } },
    },
    assetsInlineLimit: 0,
  },
});
await build({
  ...common,
  plugins: [...common.plugins, pagesNameTheirModule],
  build: {
    outDir: join(dist, 'server'),
    ssr: join(root, 'app/server.tsx'),
    target: 'node22',
    rollupOptions: { output: { entryFileNames: 'entry.js' } },
  },
  ssr: { noExternal: true },
});

const manifest = JSON.parse(readFileSync(join(dist, 'client/manifest.json'), 'utf8')) as Record<string, Entry>;
/** A chunk and all that it imports, what is imported first. */
const closure = (name: string, seen = new Set<string>()): Set<string> => {
  if (seen.has(name)) return seen;
  for (const imported of manifest[name]?.imports ?? []) closure(imported, seen);
  return seen.add(name);
};
const filesOf = (name: string) => {
  const chunks = [...closure(name)].map((one) => manifest[one]!);
  return {
    scripts: chunks.map(({ file }) => file),
    styles: [...new Set(chunks.flatMap(({ css = [] }) => css))],
  };
};
const entryName = Object.keys(manifest).find((name) => name.endsWith('app/client.tsx'))!;
const entry = filesOf(entryName);
const beyondEntry = ({ scripts, styles }: typeof entry) => ({
  scripts: scripts.filter((file) => !entry.scripts.includes(file)),
  styles: styles.filter((file) => !entry.styles.includes(file)),
});
const fonts = globSync('assets/*{commissioner-latin-wght,literata-latin-opsz}-normal*.woff2', {
  cwd: join(dist, 'client'),
});
const screens = Object.fromEntries(
  Object.keys(manifest)
    .filter((name) => name.endsWith('.tsx') && name !== entryName)
    .map((name) => [moduleOf(name), beyondEntry(filesOf(name))]),
);
const script = manifest[entryName]!.file;
const shared = Object.fromEntries(
  Object.entries(sharedModules).map(([specifier, module]) => [specifier, manifest[module]!.file]),
);
writeFileSync(join(dist, 'client/assets/before-paint.js'), readFileSync(join(root, '../ui/src/theme/before-paint.js')));
writeFileSync(join(dist, 'client/favicon.svg'), readFileSync(join(root, 'app/favicon.svg')));
writeFileSync(
  join(dist, 'assets.json'),
  `${JSON.stringify({ script, scripts: entry.scripts.filter((file) => file !== script), styles: entry.styles, theme: 'assets/before-paint.js', fonts, screens, shared }, null, 2)}\n`,
);

compress(join(dist, 'client'));
weigh(dist, { scripts: entry.scripts, screens });

const place = join(root, 'dist');
const before = `${dist}-before`;
if (existsSync(place)) renameSync(place, before);
renameSync(dist, place);
rmSync(before, { recursive: true, force: true });
