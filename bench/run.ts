// `npm run bench`: ratios to the bare library doing the same work in the same run. Nothing is asserted; read the ratios.
// --json prints only the last line; --quick takes short rounds; a name runs only what begins with it.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importResult } from './import.ts';
import { compare, ended, type Load, type Result, served } from './measure.ts';
import { startResults, typesResult } from './start.ts';

const flags = new Set(process.argv.slice(2));
const quick = flags.has('--quick');
const only = [...flags].find((flag) => !flag.startsWith('--')) ?? '';
const [seconds, rounds] = quick ? [2, 3] : [4, 5];
const scratch = mkdtempSync(join(tmpdir(), 'lectern-bench-'));
const results: Result[] = [];
const wanted = (name: string) => name.startsWith(only);
const tell = (result: Result) => {
  results.push(result);
  if (!flags.has('--json'))
    console.log(
      `${result.name.padEnd(20)} ${String(result.ours).padStart(8)} ${result.unit.padEnd(10)} ${result.bare === null ? '' : `bare ${String(result.bare).padStart(8)}   ratio ${result.ratio}`}${result.detail ? `   ${JSON.stringify(result.detail)}` : ''}`,
    );
};

if (['operation.read', 'operation.list', 'operation.write'].some(wanted)) {
  const ours = await served(new URL('./ours.ts', import.meta.url), [join(scratch, 'ours')]);
  const bare = await served(new URL('./bare/server.ts', import.meta.url), [join(scratch, 'bare')]);
  const both = (load: Omit<Load, 'path' | 'seconds'>, path: { ours: string; bare: string }) => ({
    ours: { ...load, seconds, path: () => path.ours },
    bare: { ...load, seconds, path: () => path.bare },
  });
  if (wanted('operation.read'))
    tell(
      await compare(
        'operation.read',
        ours,
        bare,
        both({ method: 'GET', connections: 16 }, { ours: '/api/users/me', bare: '/me' }),
        rounds,
      ),
    );
  if (wanted('operation.list'))
    tell(
      await compare(
        'operation.list',
        ours,
        bare,
        both({ method: 'GET', connections: 16 }, { ours: '/api/courses/teaching', bare: '/courses' }),
        rounds,
      ),
    );
  if (wanted('operation.write')) {
    const body = (n: number) => JSON.stringify({ name: `Ana ${n}` });
    const load = both({ method: 'POST', connections: 16, body }, { ours: '/api/users/me', bare: '/me' });
    tell(
      await compare(
        'operation.write',
        ours,
        bare,
        { bare: load.bare, ours: { ...load.ours, method: 'PATCH' as 'POST' } },
        rounds,
      ),
    );
  }
  await ended(ours);
  await ended(bare);
}
if (['import.markdown', 'start.cold', 'start.memory'].some(wanted)) {
  const school = join(scratch, 'school');
  execFileSync(
    process.execPath,
    [
      join(import.meta.dirname, '../packages/cli/bin/lms.ts'),
      'init',
      school,
      '--yes',
      '--owner-email',
      'ana@example.org',
      '--owner-password',
      'a long sentence',
    ],
    { stdio: 'ignore' },
  );
  if (wanted('start.cold') || wanted('start.memory'))
    for (const result of await startResults(school, rounds)) tell(result);
  if (wanted('import.markdown')) tell(importResult(school, scratch));
}
if (wanted('types')) tell(typesResult());

rmSync(scratch, { recursive: true, force: true });
const line = JSON.stringify({ results });
if (only === '') writeFileSync(join(import.meta.dirname, 'results.json'), `${JSON.stringify({ results }, null, 2)}\n`);
console.log(line);
