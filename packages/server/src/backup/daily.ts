// A backup every night, and the oldest ones go.
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type JobHandler, job, type Logger, runs } from '@lectern/kit';
import { z } from 'zod';
import type { School } from '../school.ts';
import { backUp } from './backup.ts';

const daily = job('kernel.back-up', z.object({}), {
  title: { en: 'Make the nightly backup', ar: 'إنشاء النسخة الاحتياطية الليلية' },
  cron: '37 2 * * *',
  concurrency: 1,
  attempts: 3,
});

/** `daily-2026-11-22T02-37`: sorts as time. */
const nameAt = (moment: Date) => `daily-${moment.toISOString().slice(0, 16).replace(':', '-')}`;

/** @param keep how many; none is made when it is 0 */
export function dailyBackups(
  school: () => School,
  { keep, now, log }: { readonly keep: number; readonly now: () => Date; readonly log: Pick<Logger, 'info'> },
): JobHandler[] {
  if (keep === 0) return [];
  return [
    runs(daily, async () => {
      const { directory } = school();
      const folder = join(directory, 'data', 'backups');
      const made = await backUp(school(), join(folder, nameAt(now())));
      const old = (await readdir(folder)).filter((name) => /^daily-[\dT-]+$/.test(name)).sort();
      // Only those of its own making, and only when a newer one is there and checked.
      for (const name of old.slice(0, -keep)) await rm(join(folder, name), { recursive: true });
      log.info('backed up', { folder: made.folder, rows: made.rows, objects: made.objects });
    }),
  ];
}
