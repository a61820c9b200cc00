// A simulation that cannot go red proves nothing: every guard is taken out once, in a process of its own, and the books
// must notice within the steps of a usual run.
import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { guards } from './guards.ts';

const steps = '20000';
const here = (file: string) => new URL(file, import.meta.url).pathname;

test.each(guards)('without "$guard" the simulator goes red', { timeout: 180_000 }, ({ without, red }) => {
  const env = { ...process.env, LECTERN_MUTANT: JSON.stringify(without) };
  const run = spawnSync(process.execPath, ['--import', here('mutate.ts'), here('run.ts'), '1', steps], {
    encoding: 'utf8',
    env,
  });
  expect(run.stderr).toBe('');
  expect(run.stdout.split('\n')[0]).toMatch(red);
  expect(run.status).toBe(1);
});
