// `npm run bench`: ratios to the bare library doing the same work in the same run. Nothing is asserted; read the ratios.
// --json prints only the last line; --quick takes short rounds; a name runs only what begins with it.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importResult } from './import.ts';
import { compare, ended, type Result, served, type Target } from './measure.ts';
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
  const measure = (name: string, load: { ours: Target; bare: Target }, connections = 100) =>
    compare(name, ours, bare, load, { connections, seconds, rounds });
  if (wanted('operation.read'))
    tell(
      await measure('operation.read', {
        ours: { method: 'GET', path: '/api/users/me' },
        bare: { method: 'GET', path: '/me' },
      }),
    );
  if (wanted('operation.list'))
    tell(
      await measure('operation.list', {
        ours: { method: 'GET', path: '/api/courses/teaching' },
        bare: { method: 'GET', path: '/courses' },
      }),
    );
  if (wanted('operation.write')) {
    const body = (n: number) => JSON.stringify({ name: `Ana ${n}` });
    const load = {
      ours: { method: 'PATCH', path: '/api/users/me', body },
      bare: { method: 'POST', path: '/me', body },
    } as const;
    const grouped = await measure('operation.write', load);
    // Writers that wait share a commit; one alone commits as often as the bare twin.
    const alone = await measure('operation.write', load, 1);
    tell({ ...grouped, detail: { ...grouped.detail, ratioAtEqualCommits: alone.ratio! } });
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
    for (const result of await startResults(school, scratch, rounds)) tell(result);
  if (wanted('import.markdown')) tell(importResult(school, scratch));
}
if (wanted('types')) tell(typesResult());

rmSync(scratch, { recursive: true, force: true });
const line = JSON.stringify({ results });
if (only === '') writeFileSync(join(import.meta.dirname, 'results.json'), `${JSON.stringify({ results }, null, 2)}\n`);
console.log(line);
