import { job, runs } from '@lectern/kit';
import { z } from 'zod';
import type { Bulk } from './imports.ts';
import { importPeople } from './run.ts';

/** Files and reports hold what a school says of people, so they do not stay. */
const sweep = job('users.sweep-imports', z.object({}), {
  title: { en: 'Tidy up after files of people', ar: 'الترتيب بعد ملفات الأشخاص' },
  cron: '41 3 * * *',
  in: 'every-organization',
});

export const bulkJobs = (bulk: Bulk) => [
  runs(importPeople, ({ importId }, run) => bulk.perform(importId, run)),
  runs(sweep, () => bulk.sweep()),
];
