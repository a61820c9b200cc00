// Where a job keeps files while it works. Its folder is gone when it ends, and at the next beginning when it was killed.
import { mkdir, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** In the system's folder for temporary files unless the school names another; nobody else on the machine may look. */
export async function scratchRoot(wanted: string | undefined): Promise<string> {
  const root = wanted ?? join(tmpdir(), `lectern-video-${process.getuid?.() ?? 'school'}`);
  await mkdir(root, { recursive: true, mode: 0o700 });
  const { uid } = await stat(root);
  if (process.getuid && uid !== process.getuid()) throw new Error(`${root} belongs to somebody else`);
  return root;
}

export async function inScratch<T>(root: string, work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(root, `${process.pid}.${(await startOf(process.pid)) ?? 0}-`));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** Removes what processes left that are no more. @returns how many folders */
export async function sweepScratch(root: string): Promise<number> {
  let swept = 0;
  for (const name of await readdir(root)) {
    const [, pid, start] = /^(\d+)\.(\d+)-/.exec(name) ?? [];
    if (!pid || (await isAlive(Number(pid), Number(start)))) continue;
    await rm(join(root, name), { recursive: true, force: true });
    swept++;
  }
  return swept;
}
async function isAlive(pid: number, start: number): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  const started = await startOf(pid);
  return started === undefined || start === 0 || started === start;
}
/** In ticks since the machine started: a number is given to another process one day. Linux only. */
const startOf = (pid: number): Promise<number | undefined> =>
  readFile(`/proc/${pid}/stat`, 'utf8').then(
    (line) => Number(line.slice(line.lastIndexOf(')') + 2).split(' ')[19]),
    () => undefined,
  );
