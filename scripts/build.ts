// Builds the web app when its sources have changed since the last build; asks the file times only.
import { spawnSync } from 'node:child_process';
import { existsSync, globSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from './sync/workspace.ts';

const sources = [
  'packages/web/**/*',
  'packages/ui/src/**/*',
  'packages/sdk/src/**/*',
  'packages/plugins/*/*/web/**/*',
  'packages/plugins/*/*/src/contract.ts',
  'pnpm-lock.yaml',
];
const stamp = join(root, 'packages/web/dist/.built');

export function buildWeb(): void {
  if (isFresh()) return;
  const { status } = spawnSync('node', [join(root, 'packages/web/build/build.ts')], {
    cwd: join(root, 'packages/web'),
    stdio: ['inherit', 2, 2],
  });
  if (status !== 0) process.exit(status ?? 1);
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, '');
}

function isFresh(): boolean {
  if (!existsSync(stamp)) return false;
  const built = statSync(stamp).mtimeMs;
  const files = globSync([...sources], {
    cwd: root,
    exclude: (name) => name.includes('node_modules') || name.includes('dist'),
  });
  return files.every((file) => statSync(join(root, file)).mtimeMs <= built);
}
