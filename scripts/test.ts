// `npm test`: brings what the tests need beyond npm, builds the web app, runs everything. A name narrows it: npm test courses
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
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
process.exitCode = status ?? 1;
