// All sources of what is published as JavaScript with declarations, by one run of the compiler. Kept until a source changes:
// declarations cost a minute of CPU. Types are judged by `npm run check`, not here.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../sync/workspace.ts';

/** @returns the folder that mirrors the clone's, with `.js` and `.d.ts` in place of each `.ts` and `.tsx` */
export function compiled(): string {
  const cache = join(root, 'node_modules/.cache/lectern-pack');
  const out = join(cache, digest());
  if (existsSync(join(out, '.whole'))) return out;
  rmSync(cache, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  const config = join(out, 'tsconfig.json');
  writeFileSync(config, JSON.stringify(settings(out)));
  const { status, stdout, error } = spawnSync(join(root, 'node_modules/.bin/tsc'), ['-p', config, '--noCheck'], {
    cwd: root,
    encoding: 'utf8',
  });
  if (error) throw error;
  // What cannot be declared matters when a door reaches it: then the declaration is not there, and packing says so.
  if (status !== 0) console.error(stdout);
  writeFileSync(join(out, '.whole'), '');
  return out;
}

const settings = (outDir: string) => ({
  extends: join(root, 'tsconfig.json'),
  compilerOptions: {
    noEmit: false,
    declaration: true,
    rewriteRelativeImportExtensions: true,
    outDir,
    rootDir: root,
    typeRoots: [join(root, 'node_modules/@types')],
  },
  include: [join(root, 'packages')],
  exclude: ['**/node_modules', '**/dist', '**/test', '**/specimen', '**/*.test.ts', '**/*.test.tsx'].map((one) =>
    join(root, one),
  ),
});

function digest(): string {
  const hash = createHash('sha256').update(readFileSync(join(root, 'pnpm-lock.yaml')));
  const files = globSync(
    ['packages/**/{src,web,bin,build,app}/**/*.{ts,tsx}', 'tsconfig.json', 'scripts/pack/compile.ts'],
    {
      cwd: root,
      exclude: (name) => name.includes('node_modules') || name.includes('dist'),
    },
  );
  for (const file of files.sort()) hash.update(file).update(readFileSync(join(root, file)));
  return hash.digest('hex').slice(0, 16);
}
