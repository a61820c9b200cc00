// From the version a database was left by to the one that is installed: seen before, saved before, looked at afterwards,
// and taken back as a whole when it does not stand.
import { backUp } from '../backup/backup.ts';
import { type Check, type Examination, examine } from '../doctor/doctor.ts';
import type { School } from '../school.ts';
import { returnTo } from './return-to.ts';

export interface Upgraded {
  /** `courses/0002_add_courses_score`, in order; empty when there was nothing to do. */
  readonly applied: readonly string[];
  /** Folder of the backup made before. */
  readonly backup: string | undefined;
  readonly health: Examination;
}
/** Everything is as it was before. `reason` says what did not stand. */
export class UpgradeTakenBackError extends Error {
  readonly backup: string;
  constructor(reason: string, backup: string, options?: ErrorOptions) {
    super(`${reason}\nThe database is as it was before; the backup that was made is ${backup}`, options);
    this.name = 'UpgradeTakenBackError';
    this.backup = backup;
  }
}

/**
 * @param school not started: nobody else is at work on its database
 * @param stands besides the doctor's examination; throws when it does not
 * @throws UpgradeTakenBackError, Error when not even the backup could be made (then nothing was changed)
 */
export async function upgrade(school: School, stands: () => Promise<void> = async () => {}): Promise<Upgraded> {
  const { applied: pending } = await school.migrate({ dryRun: true });
  if (pending.length === 0) return { applied: [], backup: undefined, health: await examine(school) };
  const before = new Set((await examine(school)).checks.map(said));
  const { folder } = await backUp(school, '');
  try {
    const { applied } = await school.migrate({ backup: async () => folder });
    const health = await examine(school);
    const unwell = health.checks.filter((check) => !check.ok && ofTheUpgrade(check.name) && !before.has(said(check)));
    if (unwell.length > 0)
      throw new Error(unwell.map(({ name, detail, fix }) => `${name}: ${detail}${fix ? ` ${fix}` : ''}`).join('\n'));
    await stands();
    return { applied, backup: folder, health };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    await returnTo(school, folder).catch((failed: Error) => {
      throw new Error(
        `${reason}\nand the way back failed too: ${failed.message}\nMake a school of the backup with the version you had: lms restore ${folder} --dir NEW`,
        { cause: failed },
      );
    });
    throw new UpgradeTakenBackError(reason, folder, { cause: error });
  }
}

/** What was said before too (no ffmpeg, yesterday's failed job) going back would not mend. */
const said = ({ name, detail }: Check) => `${name}: ${detail}`;
/** A mail server that is down and a full disk have nothing to do with it. */
const ofTheUpgrade = (check: string) => ['database', 'migrations'].includes(check) || check.startsWith('plugin ');
