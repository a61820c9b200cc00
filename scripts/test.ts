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
// Journeys in a browser come last and alone: beside other tests on two cores a press may come before what it presses.
const runs = only.some((one) => !one.startsWith('-'))
  ? [[]]
  : [
      ['--exclude', 'e2e/**'],
      ['e2e', '--maxWorkers=1'],
    ];
for (const run of runs) {
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const { status } = spawnSync('node', [vitest, 'run', ...run, ...only], { cwd: root, stdio: 'inherit' });
  process.exitCode ||= status ?? 1;
}
