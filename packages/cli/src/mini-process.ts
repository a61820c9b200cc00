// The process behind `lms dev PLUGIN`, started again when a module changes: the first time it makes the school, then
// it serves it. In one process, because loading the plugins twice is a third of the time until it answers.
import '@lectern/server/quick-start';
import './resolve-here.ts';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What it tells the watcher. */
export type Told =
  | { readonly type: 'ready'; readonly url: string; readonly folder: string; readonly plugins: readonly string[] }
  | { readonly type: 'failed'; readonly document: object; readonly text: string; readonly exit: number };
const tell = (told: Told) => process.send?.({ told });

const [wanted = '', scratch = '', port = ''] = process.argv.slice(2);
// Those of the shell belong to a real school: its database, its mail.
for (const name of Object.keys(process.env)) if (name.startsWith('LECTERN_')) delete process.env[name];
const folder = join(scratch, 'school');
const made = join(scratch, 'made.json');
try {
  if (!existsSync(made)) {
    rmSync(folder, { recursive: true, force: true }); // ended while it was made
    const { makeMiniSchool } = await import('./mini-school.ts');
    writeFileSync(made, JSON.stringify(await makeMiniSchool(wanted, folder)));
  }
  const { serveFolder } = await import('./serve-folder.ts');
  const serving = await serveFolder(folder, { port: Number(port), quiet: true });
  tell({ type: 'ready', url: serving.url, folder, plugins: JSON.parse(readFileSync(made, 'utf8')) as string[] });
  await serving.ended;
} catch (error) {
  const { failureOf } = await import('./errors.ts');
  tell({ type: 'failed', ...failureOf(error as Error, { command: 'dev', flags: [] }) });
  process.exitCode = 1;
}
