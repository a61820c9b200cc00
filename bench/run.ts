// `npm run bench`: ratios to the bare library doing the same work in the same run. Nothing is asserted; read the ratios.
// --json prints only the last line; --quick takes short rounds; a name runs only what begins with it.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { access } from './access.ts';
import { auditRecord } from './audit.ts';
import { jobs } from './jobs.ts';
import type { Bench, Result } from './measure.ts';
import { media } from './media.ts';
import { operations } from './operations.ts';
import { people } from './people.ts';
import { programs, types } from './start.ts';
import { video } from './video.ts';

const flags = new Set(process.argv.slice(2));
const quick = flags.has('--quick');
const only = [...flags].find((flag) => !flag.startsWith('--')) ?? '';
const scratch = mkdtempSync(join(tmpdir(), 'lectern-bench-'));
const wanted = (name: string) => name.startsWith(only);
const bench: Bench = { quick, ...(quick ? { seconds: 1, rounds: 1 } : { seconds: 2.5, rounds: 5 }), scratch, wanted };
const results: Result[] = [];
const tell = (result: Result) => {
  results.push(result);
  if (flags.has('--json')) return;
  const { name, ours, bare, ratio, unit, detail } = result;
  const beside = bare === null ? '' : `bare ${String(bare).padStart(8)}   ratio ${ratio}`;
  console.log(
    `${name.padEnd(22)} ${String(ours).padStart(8)} ${unit.padEnd(10)} ${beside}${detail ? `   ${JSON.stringify(detail)}` : ''}`,
  );
};

for (const { names, measure } of [operations, auditRecord, access, media, jobs, people, video, programs, types]) {
  if (!names.some(wanted)) continue;
  try {
    for await (const result of measure(bench)) tell(result);
  } catch (error) {
    // ffmpeg is missing, Postgres does not start: the others are measured all the same.
    console.error(`${names.join(', ')}: not all could be measured. ${error instanceof Error ? error.message : error}`);
    process.exitCode = 1;
  }
}
rmSync(scratch, { recursive: true, force: true });
if (!quick) {
  // The last result of each name, whichever were asked for.
  const file = join(import.meta.dirname, 'results.json');
  const before = (JSON.parse(readFileSync(file, 'utf8')) as { results: Result[] }).results;
  const all = new Map([...before, ...results].map((result) => [result.name, result]));
  writeFileSync(file, `${JSON.stringify({ results: [...all.values()] }, null, 2)}\n`);
}
console.log(JSON.stringify({ results }));
process.exit(); // a server whose measurement failed would keep this process
