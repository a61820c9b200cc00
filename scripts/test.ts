// `npm test`: brings what the tests need beyond npm, builds the web app, runs everything but what takes minutes (*.long.test.ts,
// with LECTERN_LONG=1). A name narrows it: npm test courses
import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { basename, join } from 'node:path';
import { buildWeb } from './build.ts';
import { root } from './sync/workspace.ts';
import { missingTools } from './test/tools.ts';

const only = process.argv.slice(2);
const missing = missingTools();
if (missing.length > 0) {
  for (const { name, command } of missing) console.error(`Tests need ${name}: ${command}`);
  process.exit(1);
}
buildWeb();
const vitest = join(root, 'node_modules/vitest/vitest.mjs');
const { status } = spawnSync('node', [vitest, 'run', ...only], { cwd: root, stdio: 'inherit' });
const long = process.env.LECTERN_LONG
  ? []
  : globSync(['{packages,e2e}/**/*.long.test.ts'], { cwd: root, exclude: (path) => /node_modules/.test(path) });
if (long.length > 0 && only.length === 0)
  console.log(
    `Left to CI, or to LECTERN_LONG=1 npm test: ${long.map((path) => basename(path, '.long.test.ts')).join(', ')}`,
  );
process.exitCode = status ?? 1;
