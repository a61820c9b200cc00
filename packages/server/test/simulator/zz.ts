import { spawnSync } from 'node:child_process';
import { guards } from './guards.ts';

for (const g of guards) {
  if (process.argv[2] && !g.guard.includes(process.argv[2])) continue;
  const t = performance.now();
  const r = spawnSync(
    process.execPath,
    ['--import', import.meta.dirname + '/mutate.ts', import.meta.dirname + '/run.ts', '1', process.argv[3] ?? '20000'],
    { encoding: 'utf8', env: { ...process.env, LECTERN_MUTANT: JSON.stringify(g.without) } },
  );
  console.log(
    r.status === 1 && g.red.test(r.stdout) ? 'RED  ' : 'GREEN?',
    Math.round(performance.now() - t),
    g.guard,
    '|',
    (r.stdout.split('\n')[0] + r.stderr.slice(0, 600)).slice(0, 700),
  );
}
