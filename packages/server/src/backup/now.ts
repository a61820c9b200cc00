// A backup that somebody asked for in a browser: a job, so that it goes on when its process is killed, and tells how far it is.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type JobHandler, job, runs } from '@lectern/kit';
import { z } from 'zod';
import type { School } from '../school.ts';
import { backUp } from './backup.ts';
import { backupFolder } from './list.ts';

export const backUpNow = job('kernel.back-up-now', z.object({ name: z.string().regex(/^[\w-]+$/) }), {
  title: { en: 'Make a backup', ar: 'إنشاء نسخة احتياطية' },
  queue: 'backup',
  concurrency: 1,
  attempts: 3,
});
/** `by-hand-2026-11-23T08-15-30`: sorts as time. */
export const nameOfBackup = (moment: Date) => `by-hand-${moment.toISOString().slice(0, 19).replaceAll(':', '-')}`;

export const backupsByHand = (school: () => School): JobHandler[] => [
  runs(backUpNow, async ({ name }, run) => {
    const folder = join(backupFolder(school().directory), name);
    // Whole folders get their name last: the process was killed after that and before the job was done.
    if (existsSync(folder)) return;
    await backUp(school(), folder, (done, total) => run.progress(done, total), run.signal);
  }),
];
