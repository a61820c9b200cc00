// Builds the app for browsers and for the server, compresses it, and holds a learner's first pages to their budget.
import { globSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import preact from '@preact/preset-vite';
import { build } from 'vite';
import { weigh } from './budget.ts';

const root = join(import.meta.dirname, '..');
const dist = join(root, 'dist');
rmSync(dist, { recursive: true, force: true });

interface Entry {
  readonly file: string;
  readonly css?: readonly string[];
  readonly imports?: readonly string[];
  readonly isEntry?: boolean;
}
const shared = {
  root,
  logLevel: 'warn' as const,
  configFile: false as const,
  plugins: [preact({ devToolsEnabled: false })],
  base: './',
};

await build({
  ...shared,
  build: {
    outDir: join(dist, 'client'),
    manifest: 'manifest.json',
    modulePreload: false,
    target: 'es2022',
    rollupOptions: { input: [join(root, 'app/client.tsx')] },
    assetsInlineLimit: 0,
  },
});
await build({
  ...shared,
  build: {
    outDir: join(dist, 'server'),
    ssr: join(root, 'app/server.tsx'),
    target: 'node22',
    rollupOptions: { output: { entryFileNames: 'entry.js' } },
  },
  ssr: { noExternal: true },
});

const manifest = JSON.parse(readFileSync(join(dist, 'client/manifest.json'), 'utf8')) as Record<string, Entry>;
const [, entry] = Object.entries(manifest).find(([name]) => name.endsWith('app/client.tsx'))!;
const closure = (name: string, seen = new Set<string>()): Set<string> => {
  for (const imported of manifest[name]?.imports ?? []) if (!seen.has(imported)) closure(imported, seen.add(imported));
  return seen;
};
const styles = [...new Set(Object.values(manifest).flatMap(({ css = [] }) => css))];
const fonts = globSync('assets/*{commissioner-latin-wght,literata-latin-opsz}-normal*.woff2', {
  cwd: join(dist, 'client'),
});
const preload = Object.fromEntries(
  Object.entries(manifest)
    .filter(([name]) => name.endsWith('.tsx') && !name.endsWith('app/client.tsx'))
    .map(([name, { file }]) => [
      name.replace(/^(\.\.\/)+/, ''),
      [file, ...[...closure(name)].map((one) => manifest[one]!.file)].filter((one) => one !== entry.file),
    ]),
);
writeFileSync(join(dist, 'client/assets/before-paint.js'), readFileSync(join(root, '../ui/src/theme/before-paint.js')));
writeFileSync(join(dist, 'client/favicon.svg'), readFileSync(join(root, 'app/favicon.svg')));
writeFileSync(
  join(dist, 'assets.json'),
  `${JSON.stringify({ script: entry.file, styles, theme: 'assets/before-paint.js', fonts, preload }, null, 2)}\n`,
);

for (const file of globSync('**/*.{js,css,svg}', { cwd: join(dist, 'client') })) {
  const path = join(dist, 'client', file);
  const bytes = readFileSync(path);
  if (bytes.byteLength < 1_024) continue;
  writeFileSync(`${path}.br`, brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }));
  writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
}
weigh(dist, { script: entry.file, preload });
