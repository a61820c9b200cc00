// The folder of a new school: its config, its secrets, its database with the first steps done, or filled from a backup.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type FirstSteps, setupSlot } from '@lectern/kit';
import { type Backup, createServer, loadConfig, restore, type School } from '@lectern/server';
import { CommandError } from './command.ts';

export interface Place {
  readonly folder: string;
  readonly database?: string | undefined;
}

/** @returns the folder, and the path of the link that makes the owner when none was given */
export async function makeSchool(
  { folder, database }: Place,
  first: FirstSteps,
): Promise<{ folder: string; link: string | undefined }> {
  return inNewFolder({ folder, database }, async (school) => {
    await school.outbox.prepare();
    const [setup] = school.host.fillsOf(setupSlot);
    await setup?.prepare(first);
    return { folder: school.directory, link: await setup?.ownerLink() };
  });
}

export const restoreSchool = (backup: string, place: Place): Promise<Backup> =>
  inNewFolder(place, (school) => restore(school, backup));

/** @throws CommandError when the folder holds something already; whatever fails, what was made here is gone again */
async function inNewFolder<T>({ folder, database }: Place, fill: (school: School) => Promise<T>): Promise<T> {
  const directory = resolve(folder);
  const existed = existsSync(directory);
  if (existed && readdirSync(directory).length > 0)
    throw new CommandError(`${directory} is not empty. Choose a new folder.`);
  mkdirSync(join(directory, 'data'), { recursive: true, mode: 0o700 });
  try {
    writeFileSync(
      join(directory, 'lms.config.ts'),
      readFileSync(new URL('../template/lms.config.ts', import.meta.url), 'utf8'),
    );
    // Readable by its owner only: a database address may hold a password.
    writeFileSync(
      join(directory, '.env'),
      `# Values that are secret or differ from machine to machine.\n${database ? `LECTERN_DATABASE=${database}\n` : ''}`,
      { mode: 0o600 },
    );
    writeFileSync(join(directory, '.gitignore'), 'data/\n.env\n');
    const school = createServer({ ...(await loadConfig(directory)), logLevel: 'warn' });
    try {
      await school.migrate();
      return await fill(school);
    } finally {
      await school.stop();
    }
  } catch (error) {
    for (const entry of ['lms.config.ts', '.env', '.gitignore', 'data'])
      rmSync(join(directory, entry), { recursive: true, force: true });
    if (!existed) rmSync(directory, { recursive: true, force: true });
    throw error;
  }
}
