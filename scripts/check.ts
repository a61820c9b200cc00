// What can be judged by reading: format and lint, types, generated files, arrows between packages.
import { spawnSync } from 'node:child_process';
import { root } from './sync/workspace.ts';

const checks: readonly [name: string, command: string, args: readonly string[]][] = [
  ['format and lint', 'biome', ['check', '.']],
  ['types', 'tsc', ['-p', '.']],
  ['generated files and arrows', 'node', ['scripts/sync.ts', '--check']],
];
const failed = checks.filter(([name, command, args]) => {
  const { status } = spawnSync(command, args, { cwd: root, stdio: 'inherit' });
  console.log(`${status === 0 ? 'ok' : 'FAILED'}: ${name}`);
  return status !== 0;
});
if (failed.length > 0) process.exitCode = 1;
