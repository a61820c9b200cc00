// A folder goes up file by file, then the school reads it: the same steps as the browser's drop and the SDK's.
import { createReadStream } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import type { Outline, Summary } from './commands/import.ts';
import { CommandError } from './errors.ts';
import type { Reach } from './reach.ts';

const atOnce = 8;

interface Options {
  /** Address of a course that is brought up to date, whatever the folder is called. */
  readonly into?: string | undefined;
  readonly publish: boolean;
  readonly dryRun: boolean;
  readonly tell: (progress: { stage: string; done: number; total: number }) => void;
}

export async function importFolder(
  { lms, school }: Reach,
  folder: string,
  { into, publish, dryRun, tell }: Options,
): Promise<{ summary: Summary; outline: Outline | undefined }> {
  const { files, left } = await filesOf(resolve(folder));
  if (files.length === 0) throw new CommandError(`${folder} has no files to import.`);
  const course = into === undefined ? undefined : await (await import('./course-at.ts')).courseAt(lms, into);
  const target = course && { courseId: course.id };
  const begun = await lms.interop.start({ name: basename(resolve(folder)) });
  // Each file is on disk before it is acknowledged; several at a time share the wait.
  const waiting = files.values();
  let sent = 0;
  const send = async () => {
    for (const path of waiting) {
      const body = Readable.toWeb(createReadStream(join(folder, path))) as unknown as BodyInit;
      await lms.request(`/api/interop/imports/${begun.id}/file?path=${encodeURIComponent(path)}`, {
        method: 'PUT',
        body,
        duplex: 'half',
      } as RequestInit);
      tell({ stage: 'reading', done: ++sent, total: files.length });
    }
  };
  await Promise.all(Array.from({ length: atOnce }, send));
  if (dryRun) {
    const { tree, report } = await lms.interop.plan({ importId: begun.id, ...target });
    return { summary: { ...report, lost: [...left, ...report.lost] }, outline: tree };
  }
  let state = await lms.interop.run({ importId: begun.id, publish, ...target });
  const working = school?.jobs.runDue();
  while (state.state === 'waiting' || state.state === 'running') {
    await new Promise((done) => setTimeout(done, 50));
    state = await lms.interop.get({ importId: begun.id });
    tell({ stage: 'importing', done: state.done, total: state.total });
  }
  await working;
  if (state.state === 'failed' || !state.report)
    throw new CommandError(
      `The import stopped: ${state.error ?? 'no reason was given'}. Run it again: it goes on where it stopped.`,
    );
  return { summary: { ...state.report, lost: [...left, ...state.report.lost] }, outline: undefined };
}

/** Regular files only, in a stable order. Links are never followed: one could lead out of the folder. */
async function filesOf(folder: string): Promise<{ files: string[]; left: { at: string; reason: string }[] }> {
  const files: string[] = [];
  const left: { at: string; reason: string }[] = [];
  const visit = async (below: string) => {
    for (const name of (await readdir(join(folder, below))).sort()) {
      if (name.startsWith('.') || name === 'node_modules') continue;
      const path = below ? `${below}/${name}` : name;
      const entry = await lstat(join(folder, path));
      if (entry.isDirectory()) await visit(path);
      else if (entry.isFile()) files.push(path);
      else
        left.push({
          at: path,
          reason: entry.isSymbolicLink()
            ? 'a symbolic link is not followed; copy the file itself into the folder'
            : 'not a regular file',
        });
    }
  };
  await visit('');
  return { files, left };
}
