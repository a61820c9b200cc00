// The folder of a new school: its config, its secrets, its database with the first steps done, or filled from a backup.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type FirstSteps, setupSlot } from '@lectern/kit';
import {
  type Backup,
  createServer,
  type Imported,
  importOrganization,
  loadConfig,
  restore,
  type School,
} from '@lectern/server';
import { addressOf } from './address.ts';
import { CommandError } from './errors.ts';

export interface Place {
  readonly folder: string;
  readonly database?: string | undefined;
  /** Text of its lms.config.ts; the academy when absent. */
  readonly config?: string;
  /** Values that win over the environment's. */
  readonly given?: Parameters<typeof loadConfig>[1];
}

/** @returns the folder, and the link that makes the owner when none was given */
export async function makeSchool(
  place: Place,
  first: FirstSteps,
  fill: (school: School) => Promise<void> = async () => {},
): Promise<{ folder: string; link: string | undefined }> {
  return inNewFolder(place, async (school, address) => {
    await school.outbox.prepare();
    const [setup] = school.host.fillsOf(setupSlot);
    await setup?.prepare(first);
    await fill(school);
    const path = await setup?.ownerLink();
    return { folder: school.directory, link: path && `${address}${path}` };
  });
}

export const restoreSchool = (backup: string, place: Place): Promise<Backup> =>
  inNewFolder(place, (school) => restore(school, backup));

/** Of an archive of one school, which is then the only one here. @returns what came, and where people will open it */
export const importSchool = (
  how: Parameters<typeof importOrganization>[1],
  place: Place,
  told: Parameters<typeof importOrganization>[2],
): Promise<{ done: Imported; site: string }> =>
  inNewFolder(place, async (school, site) => {
    await school.outbox.prepare();
    return { done: await importOrganization(school, how, told), site };
  });

/** Into a folder that is gone afterwards. @throws what an import would */
export async function tryImport(...[how, { folder }, told]: Parameters<typeof importSchool>): Promise<Imported> {
  return inScratch(folder, async (place) => (await importSchool({ ...how, dryRun: true }, place, told)).done);
}

/** The whole restore, into a folder that is gone afterwards. @throws what a restore would */
export const tryRestore = (backup: string, { folder }: Place): Promise<Backup> =>
  inScratch(folder, (place) => restoreSchool(backup, place));

/** @throws CommandError when the folder that is meant could not be taken */
async function inScratch<T>(folder: string, work: (place: Place) => Promise<T>): Promise<T> {
  emptyFolder(folder);
  const scratch = mkdtempSync(join(tmpdir(), 'lectern-restore-'));
  try {
    // The environment may name the database and the files of a real school.
    const given = { database: 'data/school.db', storage: 'data/files' };
    return await work({ folder: join(scratch, 'school'), given });
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** @throws CommandError when the folder holds something already */
function emptyFolder(folder: string): { directory: string; existed: boolean } {
  const directory = resolve(folder);
  const found = statSync(directory, { throwIfNoEntry: false });
  if (found?.isFile()) throw new CommandError(`${directory} is a file. Choose a new folder.`);
  if (found && readdirSync(directory).length > 0)
    throw new CommandError(`${directory} is not empty. Choose a new folder.`);
  return { directory, existed: found !== undefined };
}

/** Whatever fails, what was made here is gone again. */
async function inNewFolder<T>(
  { folder, database, config, given = database ? { database } : {} }: Place,
  fill: (school: School, address: string) => Promise<T>,
): Promise<T> {
  const { directory, existed } = emptyFolder(folder);
  mkdirSync(join(directory, 'data'), { recursive: true, mode: 0o700 });
  try {
    writeFileSync(
      join(directory, 'lms.config.ts'),
      config ?? readFileSync(new URL('../template/lms.config.ts', import.meta.url), 'utf8'),
    );
    // Readable by its owner only: a database address may hold a password.
    writeFileSync(
      join(directory, '.env'),
      `# Values that are secret or differ from machine to machine.\n${database ? `LECTERN_DATABASE=${database}\n` : ''}`,
      { mode: 0o600 },
    );
    writeFileSync(join(directory, '.gitignore'), 'data/\nnode_modules/\n.env\n');
    const loaded = await loadConfig(directory, given);
    const school = createServer({ ...loaded, logLevel: 'warn' });
    try {
      await school.migrate();
      return await fill(school, addressOf(loaded));
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
